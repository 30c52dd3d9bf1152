/** The programs the container starts are there, can be run by its user, and find all they are linked with. */
import { closureOf } from '../image/closure.ts';
import { accessTo, barrier } from '../image/access.ts';
import type { Identity } from '../image/accounts.ts';
import type { FileNode } from '../image/files.ts';
import type { Image } from '../image/image.ts';
import type { Finding } from '../verdict/types.ts';
import { findingsOf } from './finding.ts';
import { octal } from './paths.ts';
import { findProgram, interpreterOf, type FoundProgram, type StartedProgram } from './programs.ts';

const finding = findingsOf('files');

/** Compares one started program. */
export function compareProgram(
  program: StartedProgram,
  before: Image,
  after: Image,
  identity: Identity,
): readonly Finding[] {
  const { name, by, first } = program;
  const old = findProgram(before.config, before.files, name);
  // What the original doesn't have, the new image need not have either.
  if (old === undefined) return [];
  const now = findProgram(after.config, after.files, name);
  if (now === undefined) {
    return [
      finding(
        'program-missing',
        name,
        `${by} starts it; the original has it at ${old.path}, the new image doesn't`,
      ),
    ];
  }
  return [
    ...samePlace(program, old, now, before),
    ...(first && old.node.file?.sha256 !== now.node.file?.sha256
      ? [
          finding(
            'program-differs',
            name,
            `${by} starts ${now.path}, which is another program than the original's ${old.path}`,
            isShellOfBase(old, now),
          ),
        ]
      : []),
    ...runnable(now, by, after, identity),
    ...linked(now.node, before, after),
  ];
}

/** `/bin/sh` is the base's business: dash, bash and busybox are all a POSIX shell. */
function isShellOfBase(old: FoundProgram, now: FoundProgram): boolean {
  return old.path === '/bin/sh' && now.path === '/bin/sh';
}

/** The path a program is started by is what it, its logs and its probes see. */
function samePlace(
  { name, by, first }: StartedProgram,
  old: FoundProgram,
  now: FoundProgram,
  before: Image,
): readonly Finding[] {
  if (!first || old.path === now.path) return [];
  const there = before.files.lookup(now.path);
  if (there.found && there.node.path === old.node.path) return [];
  return [finding('program-moved', name, `${by} started ${old.path}, now it starts ${now.path}`)];
}

function runnable(
  program: FoundProgram,
  by: string,
  { config, files }: Image,
  identity: Identity,
): readonly Finding[] {
  const { node, path } = program;
  const who = `uid ${identity.uid}`;
  const closed = barrier(files, node.path, identity);
  const found: Finding[] = [];
  if (closed !== undefined)
    found.push(finding('program-unreachable', path, `${by} starts it, but ${who} may not search ${closed}`));
  if (!accessTo(node, identity).execute) {
    found.push(
      finding(
        'program-not-executable',
        path,
        `${by} starts it, but ${who} may not execute it (mode ${octal(node.mode)}, owner ${node.uid}:${node.gid})`,
      ),
    );
  }
  const shebang = node.file?.shebang;
  if (shebang !== undefined) {
    const { interpreter, program: wanted } = interpreterOf(shebang);
    for (const name of new Set([interpreter, wanted])) {
      const runner = findProgram(config, files, name);
      if (runner === undefined)
        found.push(
          finding(
            'interpreter-missing',
            name,
            `the script ${path} is run by it, and the new image doesn't have it`,
          ),
        );
      else if (!accessTo(runner.node, identity).execute)
        found.push(
          finding(
            'interpreter-not-executable',
            name,
            `the script ${path} is run by it, but ${who} may not execute it`,
          ),
        );
    }
  }
  return found;
}

/** The loader and every library are there, and new enough; what the original lacks too isn't blamed. */
export function linked(node: FileNode, before: Image, after: Image): readonly Finding[] {
  const elf = node.file?.elf;
  if (elf === undefined) return [];
  const now = closureOf(after.files, node.path, elf, after.config.env);
  const original = before.files.lookup(node.path);
  const originalElf = original.found ? original.node.file?.elf : undefined;
  const old =
    original.found && originalElf !== undefined
      ? closureOf(before.files, original.node.path, originalElf, before.config.env)
      : undefined;
  const found: Finding[] = [];
  if (now.interpreter !== undefined && now.interpreter.path === undefined) {
    found.push(
      finding(
        'loader-missing',
        now.interpreter.name,
        `${node.path} is linked dynamically and is started through it; without it the engine says "no such file or directory"`,
      ),
    );
  }
  for (const { name, neededBy } of now.missing) {
    if (old?.missing.some((lacking) => lacking.name === name) === true) continue;
    const was = old?.libraries.get(name);
    found.push(
      finding(
        'library-missing',
        name,
        `${neededBy} is linked with it${was === undefined ? '' : `; the original has it at ${was}`}`,
      ),
    );
  }
  for (const { library, path, version, neededBy } of now.tooOld) {
    if (old?.tooOld.some((lacking) => lacking.version === version && lacking.library === library) === true)
      continue;
    found.push(
      finding(
        'library-too-old',
        library,
        `${neededBy} needs ${version} of it, and ${path} doesn't have that version`,
      ),
    );
  }
  return found;
}
