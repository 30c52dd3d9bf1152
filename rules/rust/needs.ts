/** What a Rust program needs when it runs: what it is linked against, and what it does as far as that was read. */
import type { Build, CommandRun, FileSystem, Program, Stage } from '../../src/evaluate/types.ts';
import { evidenceOfCommand } from '../../src/rule/evidence.ts';
import { builderOf, inContext } from '../../src/split/uses/builder.ts';
import {
  refused,
  type Artifact,
  type Needs,
  type Refused,
  type Scene,
  type Variant,
} from '../../src/toolchain/toolchain.ts';
import { cargoCallOf, type CargoCall } from './commands/call.ts';
import { labelOf } from './commands/build.ts';
import { runsInImages } from './commands/platforms.ts';
import {
  outputOf,
  placeOf,
  platformsOf,
  targetsOf,
  type Output,
  type Place,
  type Target,
} from './commands/targets.ts';
import { linkageOf, type LinkageScene, type Made } from './linkage.ts';
import { cratesOf, isCurrent, lockIn } from './manifest/lock.ts';
import { linkingPackages, packagesByPath } from './manifest/workspace.ts';
import { usesOf } from './uses.ts';

/** What is known of how a program was built. */
export interface Reading {
  readonly program: Program;
  /** The call of cargo; undefined for rustc and what isn't understood. */
  readonly call: CargoCall | undefined;
  readonly place: Place | undefined;
  /** Which program of which package it is. */
  readonly target: Target | undefined;
  /** The directory of Cargo.lock. */
  readonly root: string | undefined;
  /** The files as they were when it was built. */
  readonly files: FileSystem;
  /** The stage that builds it, and the one that starts it. */
  readonly stage: Stage;
  readonly started: Stage;
  readonly build: Build;
}

export function needsOf({ path, entry }: Artifact, _variant: Variant, scene: Scene): Needs | Refused {
  const { program } = entry;
  if (program === undefined) {
    return refused({
      code: 'not-a-program',
      message: `${path} is not a program that cargo builds`,
      evidence: undefined,
      advice: 'name a program that a cargo command builds in CMD',
    });
  }
  const evidence = evidenceOfCommand(scene.build.dockerfile, program.command);
  const reading = readingOf(program, scene);
  if (isForElsewhere(reading)) {
    return refused({
      code: 'other-platform',
      message: `${path} is built for another platform than the image's`,
      evidence,
      advice:
        'nothing, if the image is made to build for that platform; else build the program without --target',
    });
  }
  const linkage = linkageOf(linkageScene(reading));
  if (linkage.kind === 'refusal') return linkage;
  const uses = usesOf({
    ...reading,
    output: outputIn(reading),
    linked: linkedCrates(reading),
    entry,
    evidence,
  });
  if ('refusal' in uses) return uses;
  return {
    ...uses,
    kind: 'needs',
    needs: [...linkage.needs, ...uses.needs],
    linkage: linkage.kind,
    ...(linkage.librariesKnown === true ? { librariesKnown: true } : {}),
    assumptions: [...linkage.assumptions, ...uses.assumptions],
    reasons: linkage.reasons,
  };
}

function outputIn({ call, place, root }: Reading): Output | undefined {
  return call === undefined || place === undefined || root === undefined
    ? undefined
    : outputOf(call, place, root);
}

/** Built for platforms of which none runs in images. */
function isForElsewhere({ program, call, place }: Reading): boolean {
  const platforms = call === undefined || place === undefined ? [] : (platformsOf(call, place) ?? []);
  return program.elsewhere === true || (platforms.length > 0 && !platforms.some(runsInImages));
}

function readingOf(program: Program, { build, stage: started }: Scene): Reading {
  const { stage, files } = builderOf(program, { build, stage: started });
  const command = builtBy(program, stage, files);
  const call = cargoCallOf(command, files);
  const place = call === undefined ? undefined : placeOf(call, command, files);
  const found =
    call === undefined || place === undefined || program.remote ? undefined : targetsOf(call, place, files);
  const known = found?.kind === 'known' ? found : undefined;
  const target = known?.targets.find((one) => labelOf(one) === program.package);
  return {
    program: { ...program, command },
    call,
    place,
    target,
    root: known?.workspace.root,
    files,
    stage,
    started,
    build,
  };
}

/** Of a file that was copied from where nothing is known: the last command that may have made it. */
function builtBy({ command }: Program, stage: Stage, files: FileSystem): CommandRun {
  if (command.name === 'rustc' || cargoCallOf(command, files) !== undefined) return command;
  const before = stage.steps.flatMap(({ commands }) => commands).filter(({ step }) => step <= command.step);
  return before.findLast((run) => buildingVerbs.has(cargoCallOf(run, files)?.verb ?? '')) ?? command;
}

const buildingVerbs: ReadonlySet<string> = new Set(['build', 'install', 'zigbuild', 'rustc']);

function linkageScene(reading: Reading): LinkageScene {
  const { program, call, place, files, stage, started, build } = reading;
  return {
    program,
    call,
    place,
    stage,
    started,
    build,
    made: madeOf(reading),
    evidenceIn: (file, line, text) => inContext({ file, line, text }, files),
  };
}

/** Names of the crates that may be linked in, where Cargo.lock tells them for certain. */
function linkedCrates(reading: Reading): ReadonlySet<string> | undefined {
  const made = madeOf(reading);
  return made?.certain === true ? new Set(made.crates.map(({ name }) => name)) : undefined;
}

/** What it is made of, where Cargo.lock is there to read. */
function madeOf({ call, target, root, files }: Reading): Made | undefined {
  const lock = root === undefined ? undefined : lockIn(root, files);
  if (target === undefined || lock === undefined) return undefined;
  const { manifest } = target;
  const fixed = call?.options.has('locked') === true || call?.options.has('frozen') === true;
  return {
    manifest,
    lock,
    crates: cratesOf(manifest, lock),
    linking: linkingPackages(packagesByPath(manifest, files), files),
    // "By default, the Cargo.lock file that is included with the package will be ignored" (The Cargo Book, cargo install).
    certain: fixed || (call?.verb !== 'install' && isCurrent(manifest, lock)),
  };
}
