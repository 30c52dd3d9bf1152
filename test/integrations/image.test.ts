/**
 * dfopt's own Dockerfile, read by dfopt: its instructions are done here in directories in place of images, so that a
 * file that is missing from it shows without a container engine.
 */
import { cpSync, existsSync, lstatSync, mkdirSync, readFileSync, readlinkSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { diskContext } from '../../src/context/disk.ts';
import { parse } from '../../src/dockerfile/index.ts';
import type { Instruction } from '../../src/dockerfile/types.ts';
import { migrate } from '../../src/index.ts';
import { folder } from '../batch/folder.ts';
import { temporaryDirectory } from '../fleet/directory.ts';
import { type Ran, candidate, project, run } from './tools.ts';

const path = join(project, 'Dockerfile');
const text = readFileSync(path, 'utf8');

it('is nothing that dfopt would split', () => {
  expect(migrate(text)).toMatchObject({ outcome: 'unchanged', code: 'already-multi-stage' });
});

describe.skipIf(process.platform === 'win32')('the image', () => {
  const stages = new Map<string, Image>();
  let root: string;

  beforeAll(async () => {
    const place = temporaryDirectory();
    for (const [index, { name, base, instructions }] of stagesOf(text).entries()) {
      root = join(place, `stage-${index}`);
      const from = stages.get(base);
      if (from === undefined) mkdirSync(root);
      else cpSync(from.root, root, { recursive: true, verbatimSymlinks: true });
      const image = await build({ root, directory: from?.directory ?? '/' }, instructions);
      if (name !== undefined) stages.set(name, image);
    }
  }, 240_000);

  /** Does the instructions in a directory that stands for the image. */
  const build = async (from: Image, instructions: readonly Instruction[]): Promise<Image> => {
    let image = from;
    for (const instruction of instructions) {
      if (instruction.keyword === 'WORKDIR') image = { ...image, directory: textOf(instruction) };
      mkdirSync(join(image.root, image.directory), { recursive: true });
      if (instruction.keyword === 'COPY') copy(image, wordsOf(instruction));
      if (instruction.keyword === 'RUN') await runIn(image, textOf(instruction));
    }
    return image;
  };

  const copy = ({ root: own, directory }: Image, words: readonly string[]): void => {
    const from = words.find((word) => word.startsWith('--from='))?.slice('--from='.length);
    const paths = words.filter((word) => !word.startsWith('--'));
    const target = paths.at(-1) ?? '';
    const inside = join(own, target.startsWith('/') ? target : join(directory, target));
    for (const source of paths.slice(0, -1)) {
      // The base's own file: the executable that runs this test has its place.
      if (source === '/usr/local/bin/node') continue;
      const origin = from === undefined ? join(project, source) : join(stages.get(from)?.root ?? '', source);
      if (from === undefined) expect(context.stat(source), `${source} is in the context`).toBeDefined();
      const into = target.endsWith('/') && !lstatSync(origin).isDirectory();
      cpSync(origin, into ? join(inside, basename(source)) : inside, {
        recursive: true,
        verbatimSymlinks: true,
      });
    }
  };

  const context = diskContext(project, { dockerfile: path });

  const dfopt = (cwd: string, ...args: readonly string[]): Promise<Ran> =>
    run([process.execPath, join(root, 'usr/local/bin/dfopt'), ...args], cwd, { HOME: cwd });

  it('runs from what was copied, and from nothing else', async () => {
    const { version } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
    expect(await dfopt(folder(), '--version')).toMatchObject({ status: 0, stdout: `${version}\n` });
    const cwd = folder({ Dockerfile: candidate, '.dfoptrc.yaml': 'confidence: likely\n' });
    expect(
      await dfopt(cwd, 'migrate', '--write', '--format', 'html', '--output', 'report.html'),
    ).toMatchObject({
      status: 0,
    });
    expect(readFileSync(join(cwd, 'Dockerfile'), 'utf8')).toContain('FROM scratch');
    expect(existsSync(join(cwd, 'report.html'))).toBe(true);
  });

  it('has the pages of the rules, and not their sources', async () => {
    expect(await dfopt(folder(), 'explain', 'already-multi-stage')).toMatchObject({ status: 0 });
    expect(existsSync(join(root, 'opt/dfopt/rules/golang/README.md'))).toBe(true);
    expect(existsSync(join(root, 'opt/dfopt/rules/golang/index.ts'))).toBe(false);
  });

  it('links to the program', () => {
    expect(readlinkSync(join(root, 'usr/local/bin/dfopt'))).toBe('../../../opt/dfopt/bin/dfopt.js');
  });
});

async function runIn({ root: own, directory }: Image, command: string): Promise<void> {
  const cwd = join(own, directory);
  // What needs the network is here already.
  if (command.startsWith('apk ')) return;
  if (command.startsWith('npm ci ')) {
    symlinkSync(join(project, 'node_modules'), join(cwd, 'node_modules'));
    return;
  }
  // The one place outside of the directory that a command names.
  if (command.startsWith('ln -s ')) {
    const [target = '', place = ''] = command.split(' ').slice(2);
    mkdirSync(join(own, place, '..'), { recursive: true });
    symlinkSync(target, join(own, place));
    return;
  }
  const env = { PATH: process.env['PATH'] ?? '', HOME: own };
  const { status, stderr } = await run(['sh', '-c', command], cwd, env);
  expect(status, stderr).toBe(0);
}

/** An image that is a directory. */
interface Image {
  readonly root: string;
  readonly directory: string;
}

interface Stage {
  readonly name: string | undefined;
  readonly base: string;
  readonly instructions: readonly Instruction[];
}

function stagesOf(source: string): readonly Stage[] {
  const { instructions } = parse(source);
  const starts = instructions.flatMap((each, index) => (each.keyword === 'FROM' ? [index] : []));
  return starts.map((start, index) => {
    const from = instructions[start];
    const [base = '', , name] = from === undefined ? [] : wordsOf(from);
    return { base, name, instructions: instructions.slice(start + 1, starts[index + 1]) };
  });
}

/** What stands behind the keyword; nothing in this file is quoted or continued. */
function textOf({ start, end }: Instruction): string {
  return text
    .slice(start, end)
    .trim()
    .replace(/^\w+\s+/, '');
}

function wordsOf(instruction: Instruction): readonly string[] {
  return textOf(instruction).split(/\s+/);
}
