/**
 * The installer of rustup: its script, piped into a shell or downloaded first, and rustup-init. Source: The rustup book,
 * "Installation" and "Environment variables"; rust-lang/rustup, src/cli/self_update (what it writes).
 */
import { posix } from 'node:path';
import { fetchedOutput } from '../../../src/evaluate/commands/index.ts';
import { urlOf } from '../../../src/evaluate/commands/fetched.ts';
import type { CommandModel, CommandRun, Effect, World } from '../../../src/evaluate/types.ts';
import { homeOf } from '../manifest/config.ts';

/** Where the script is published. */
const published =
  /^https?:\/\/(sh\.rustup\.rs|static\.rust-lang\.org\/rustup(\.sh|\/rustup-init\.sh)|win\.rustup\.rs)\/?$/;

const installers: ReadonlySet<string> = new Set([
  'sh',
  'bash',
  'dash',
  'ash',
  'rustup-init',
  'rustup.sh',
  'rustup-init.sh',
]);

/** Whether a command is one that may have installed rustup. */
export function isInstaller({ name }: CommandRun): boolean {
  return installers.has(name ?? '');
}

/** A shell that is given the script; any other is left to who knows it. */
export const shellWithRustup: CommandModel = (run, world) =>
  isGivenScript(run, world) ? installed(run) : undefined;

/** The script by its own name: `./rustup.sh -y`. */
export const script: CommandModel = (run, world) => {
  const called = run.words[0]?.text;
  return called !== undefined && isPublished(urlOf(posix.resolve(run.workdir.text ?? '/', called), world))
    ? installed(run)
    : undefined;
};

/** rustup-init installs as the script does, which starts it. */
export const rustupInit: CommandModel = (run) => installed(run);

function isGivenScript(run: CommandRun, world: World): boolean {
  if (run.input?.kind === 'pipe') return isPublished(run.input.from && fetchedOutput(run.input.from));
  const file = run.words.slice(1).find(({ text }) => text !== undefined && !text.startsWith('-'))?.text;
  return file !== undefined && isPublished(urlOf(posix.resolve(run.workdir.text ?? '/', file), world));
}

function isPublished(url: string | undefined): boolean {
  return url !== undefined && published.test(url);
}

function installed(run: CommandRun): readonly Effect[] | undefined {
  const home = run.env.get('HOME')?.text ?? '/root';
  const cargo = homeOf(run.env);
  const rustup = run.env.has('RUSTUP_HOME') ? run.env.get('RUSTUP_HOME')?.text : `${home}/.rustup`;
  if (cargo === undefined || rustup === undefined) return undefined;
  const bin = posix.join(cargo, 'bin');
  const leavesPath = run.words.some(({ text }) => text === '--no-modify-path');
  return [
    { kind: 'opaque', under: rustup, why: 'rustup keeps its toolchains there', downloads: true },
    ...['cargo', 'rustc', 'rustup'].map((name): Effect => ({
      kind: 'write',
      path: posix.join(bin, name),
      entry: 'file',
      mode: 0o755,
    })),
    { kind: 'write', path: posix.join(cargo, 'env'), entry: 'file', content: `export PATH="${bin}:$PATH"\n` },
    ...(leavesPath ? [] : ['.profile', '.bashrc']).map((name): Effect => ({
      kind: 'opaque',
      under: posix.join(home, name),
      why: 'rustup puts its directory on PATH there',
    })),
  ];
}
