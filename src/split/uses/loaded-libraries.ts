/** Libraries that a program loads by name while it runs (dlopen). */
import { posix } from 'node:path';
import { isAbsent } from '../../evaluate/files/lookup.ts';
import type { Stage } from '../../evaluate/types.ts';
import type { Need } from '../../rule/need.ts';
import type { Evidence } from '../../rule/types.ts';
import { unwinder, unwinderNeed } from '../needs/linked-libraries.ts';
import { needing, type Answer, type FindingScene } from './scene.ts';
import type { Finding, Name } from './types.ts';

/** Libraries that are part of the C library itself. Source: the GNU C Library manual, "Library Summary". */
const ofCLibrary = /^lib(c|m|dl|pthread|rt|resolv|util|anl|nsl|crypt|BrokenLocale)\.so(\.\d+)*$/;

/** Where the loader has noted what lies beside its usual directories (ldconfig(8)). */
const loaderCache = '/etc/ld.so.cache';

/** The author's libraries of a name, or any, with what tells the loader where they lie. */
function foundByLoader(name: Name | undefined, { files, steps }: Stage): readonly string[] {
  const isMeant = (path: string): boolean => {
    const file = posix.basename(path);
    return name?.known === true
      ? file === name.text || file.startsWith(`${name.text}.`)
      : /\.so(\.|$)/.test(file);
  };
  const single = files
    .written()
    .filter(({ kind, origin }) => kind !== 'directory' && origin.by !== 'package')
    .map(({ path }) => path);
  const copied = files
    .trees()
    .flatMap(({ path }) => files.list(path).names.map((entry) => posix.join(path, entry.name)));
  const libraries = [...single, ...copied].filter(isMeant);
  const noted = steps.some(({ commands }) => commands.some((command) => command.name === 'ldconfig'));
  return [...libraries, ...(noted && files.lookup(loaderCache).status === 'present' ? [loaderCache] : [])];
}

/** A library that is loaded by name: a file of the author's goes along, and every package that may bring one. */
export function loadedLibrary({ name }: Finding, { stage }: FindingScene, evidence: Evidence): Answer {
  if (name?.known === true && ofCLibrary.test(posix.basename(name.text))) return {};
  if (name?.known === true && name.text === unwinder)
    return needing(unwinderNeed(stage, 'it unwinds the stack', evidence));
  const path =
    name?.known === true && name.text.includes('/')
      ? posix.resolve(stage.state.workdir.text ?? '/', name.text)
      : undefined;
  const found = path === undefined ? undefined : stage.files.lookup(path);
  const own =
    path !== undefined && found?.status === 'present' && found.entry.origin.by !== 'base' ? [path] : [];
  // A step may have made it where it compiles.
  const perhaps =
    path !== undefined && found?.status === 'possible' && !isAbsent(found) && found.origin.by !== 'base'
      ? [path]
      : [];
  const fileNeed = (file: string): Need & { readonly kind: 'file' } => ({
    kind: 'file',
    path: file,
    directory: false,
    because: 'it loads it',
    evidence,
  });
  const needs: readonly Need[] = [
    ...[...own, ...(path === undefined ? foundByLoader(name, stage) : [])].map(fileNeed),
    ...perhaps.map((file) => ({ ...fileNeed(file), perhaps: true as const })),
  ];
  const what = name?.known === true ? `${name.text}, which it loads,` : 'the libraries that it loads by name';
  return {
    needs,
    workdir: 'unknown',
    startsUnknown: true,
    assumptions: [
      {
        code: 'libraries-loaded-by-name',
        message: `${what} ${name?.known === true ? 'needs' : 'need'} no more than what is kept, and ${name?.known === true ? 'is' : 'are'} none that only the base image has`,
        evidence,
      },
    ],
  };
}
