/** Programs that run other people's code. */
import { posix } from 'node:path';
import type { Value } from './types.ts';

/** What these are given to run is not read here. */
const interpreters: ReadonlySet<string> = new Set(
  (
    'python python2 python3 perl ruby node nodejs php lua luajit tclsh wish expect Rscript java groovy make cmake ' +
    'ansible ansible-playbook npm npx yarn pnpm pip pip3 gem bundle rake composer cargo'
  ).split(' '),
);

/** With these a program tells of itself and does no more. */
const telling: ReadonlySet<string> = new Set('--version -version -v -V version --help -help -h'.split(' '));

/** Whether a command line asks for no more than that. */
export function onlyTells(words: readonly Value[]): boolean {
  return words.length > 1 && words.slice(1).every(({ text }) => text !== undefined && telling.has(text));
}

/** Whether a program runs code that is not read here, which its arguments or its input give it. */
export function runsOtherCode(words: readonly Value[]): boolean {
  const name = posix.basename(words[0]?.text ?? '');
  return !onlyTells(words) && (interpreters.has(name) || /^(python|perl|ruby|php|lua)[\d.]+$/.test(name));
}
