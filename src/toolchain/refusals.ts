/** Refusals that hold for every toolchain. */
import type { CommandRun } from '../evaluate/types.ts';
import type { Code } from '../rule/codes.ts';
import type { Evidence } from '../rule/types.ts';
import { listed } from '../rule/listed.ts';
import type { Refusal } from './toolchain.ts';

const refusal =
  (code: Code<'refused'>, advice: string) =>
  (message: string, evidence: Evidence | undefined): Refusal => ({ code, message, evidence, advice });

const broken = refusal(
  'broken-command',
  'write it as a JSON array with double quotes, or without brackets as a shell command',
);
const lineEnds = refusal('script-line-ends', 'save the script with Unix line ends');
const unreadable = refusal(
  'script-not-readable',
  'run dfopt where the build context is (or give it with --context), so that the script can be read',
);
const downloaded = refusal(
  'script-not-readable',
  'copy the script from the build context instead of downloading it, so that it can be read',
);
const prebuilt = refusal(
  'prebuilt-program',
  'start from a small base image instead of a toolchain: nothing is built here that the image runs',
);
const notFound = refusal(
  'command-not-found',
  'check the name and the path: as far as this file tells, the container would not start',
);
const argumentsNotFollowed = refusal(
  'arguments-not-followed',
  'name the program itself in CMD or ENTRYPOINT, or let the script drop its own arguments in a way that can be followed (shift, a case on $1)',
);
const shell = refusal(
  'shell-at-start',
  'if the image is meant to run a program, name it in CMD; if it is meant to be worked in, it needs its tools',
);

const onbuildBase = refusal(
  'onbuild-base',
  'replace the -onbuild base by a plain one and write its COPY, RUN and CMD into the file; then run dfopt again',
);
const onbuildTriggers = refusal(
  'onbuild-triggers',
  'nothing: the image is made to be built on, so its tools are what it is for',
);
const cannotBuild = refusal(
  'cannot-build',
  'get the file to build first (a current base image, packages and modules that can still be had); then run dfopt again',
);
const userNotKnown = refusal('user-not-known', 'give the ARG that USER refers to a default value');
const workdirNotKnown = refusal('workdir-not-known', 'give the ARG that WORKDIR refers to a default value');
const baseNotKnown = refusal('base-not-known', 'give the ARG that FROM refers to a default value');
const noBase = refusal(
  'no-base',
  'split the file by hand, or bring what is named into the image so that dfopt can see where it comes from',
);
const rootForbidden = refusal(
  'root-forbidden',
  'have the program write and listen where another user than root may, name a base that runs as another user, or allow root (root: true)',
);
const tooLarge = refusal(
  'too-much-work',
  'split the file by hand, or have its long lists (variables, copies) made in one step',
);
const noProgram = refusal(
  'no-program',
  'nothing, if the toolchain is what the image is for; else build the program in this file and name it in CMD',
);
const notBuilt = refusal(
  'program-not-built',
  'start from a small base image, if nothing of the toolchain is needed; else name the program that the file builds in CMD or ENTRYPOINT',
);
const perhapsMade = refusal(
  'program-not-built',
  'have a RUN, or a script or Makefile that can be read, call the compiler; or name the program that the file builds in CMD or ENTRYPOINT',
);
const ofAnother = refusal(
  'two-toolchains',
  'build the programs of each toolchain in a file, or a stage, of its own',
);
const noCommand = refusal('no-command', 'name the program to run in CMD or ENTRYPOINT; then run dfopt again');
const several = refusal(
  'several-programs',
  'name the one to run in CMD or ENTRYPOINT; the others are kept beside it',
);
const spread = refusal(
  'files-spread',
  'set a WORKDIR of its own (such as /app) for the sources; then run dfopt again',
);
const scattered = refusal(
  'files-spread',
  'put what the program reads into one directory; then run dfopt again',
);
const variableOfTheBase = refusal(
  'variable-of-the-base',
  'write the value in place of the variable, or name the base by its whole release (1.24.4, not 1.24), which tells the value',
);
const development = refusal(
  'development-image',
  'keep this file for development and write one for production, or split it and give the build stage as target',
);

const needsToolchain = refusal('needs-toolchain', 'nothing: the toolchain is part of what the image is for');
const toolAtStart = refusal(
  'toolchain-at-start',
  'nothing, if that is what the image is for; else build in a RUN and name the program in CMD',
);
const builderAtStart = refusal('toolchain-at-start', 'name the program itself in CMD; then run dfopt again');
const reloadsAtStart = refusal(
  'hot-reload-at-start',
  'keep this file for development and write one for production that names the program in CMD',
);

const taken = refusal(
  'image-of-others',
  'build the other image on a stage of this file, or give it a base of its own; then run dfopt again',
);

export const refusals = {
  brokenCommand: (evidence: Evidence | undefined): Refusal =>
    broken('the command is not a JSON array, so a shell is given its brackets and quotes', evidence),
  scriptLineEnds: (path: string, evidence: Evidence | undefined): Refusal =>
    lineEnds(
      `${path} has Windows line ends: its interpreter is looked up under a name that ends in a carriage return`,
      evidence,
    ),
  scriptNotReadable: (path: string, evidence: Evidence | undefined): Refusal =>
    unreadable(`${path} is started, and its text is not there to read`, evidence),
  scriptDownloaded: (path: string, evidence: Evidence | undefined): Refusal =>
    downloaded(`${path} is downloaded and started, and its text is not there to read`, evidence),
  prebuilt: (path: string, evidence: Evidence | undefined): Refusal =>
    prebuilt(`${path} is copied into the image ready to run, not built in it`, evidence),
  perhapsPrebuilt: (name: string, line: number, evidence: Evidence | undefined): Refusal =>
    prebuilt(`${name} is not built in this file: it may be among what line ${line} copies`, evidence),
  notFound: (name: string, evidence: Evidence | undefined): Refusal =>
    notFound(`nothing in this file is known to make the command ${name}`, evidence),
  argumentsNotFollowed: (words: readonly string[], evidence: Evidence | undefined): Refusal =>
    argumentsNotFollowed(
      `a script starts some of its arguments (${words.join(' ')}), and none of them is a program that this file is known to make`,
      evidence,
    ),
  shellAtStart: (evidence: Evidence | undefined): Refusal =>
    shell('the container starts a shell to work in', evidence),
  onbuildBase: (evidence: Evidence | undefined): Refusal =>
    onbuildBase(
      'the base image brings instructions of its own (ONBUILD) that this file does not show',
      evidence,
    ),
  onbuildTriggers: (evidence: Evidence | undefined): Refusal =>
    onbuildTriggers('the image has ONBUILD triggers: other images are built on it', evidence),
  cannotBuild: (why: string, evidence: Evidence | undefined): Refusal =>
    cannotBuild(`this file cannot be built today: ${why}`, evidence),
  userNotKnown: (evidence: Evidence | undefined): Refusal =>
    userNotKnown('the user that the container runs as depends on a variable without a value', evidence),
  workdirNotKnown: (evidence: Evidence | undefined): Refusal =>
    workdirNotKnown('the working directory depends on a variable without a value', evidence),
  baseNotKnown: (evidence: Evidence | undefined): Refusal =>
    baseNotKnown('the base image depends on a build argument without a default', evidence),
  noBase: (because: string, lacking: string, evidence: Evidence | undefined): Refusal =>
    noBase(`no small base image has ${lacking}: ${because}`, evidence),
  noBaseOfSet: (evidence: Evidence | undefined): Refusal =>
    noBase('none of the runtime bases that are asked for goes with what builds it', evidence),
  rootForbidden: (because: string, evidence: Evidence | undefined): Refusal =>
    rootForbidden(`the container would run as root, which the settings forbid: ${because}`, evidence),
  tooLarge: (what: string, evidence: Evidence | undefined): Refusal =>
    tooLarge(`the file is longer than what dfopt follows step by step: ${what}`, evidence),
  noProgram: (evidence: Evidence | undefined): Refusal =>
    noProgram(
      'the file builds no program of its own with the toolchain, and names no command: the toolchain is what the image offers',
      evidence,
    ),
  programNotBuilt: (name: string | undefined, evidence: Evidence | undefined): Refusal =>
    notBuilt(
      name === undefined
        ? 'what the container starts is not a program that this file builds'
        : `the container starts ${name}, and the image's toolchain builds no such program here`,
      evidence,
    ),
  perhapsMade: (name: string, words: CommandRun['words'], evidence: Evidence | undefined): Refusal => {
    const by = words.slice(0, 3).map(({ text }) => text ?? '…');
    return perhapsMade(
      `${name} may be what \`${by.join(' ')}\` makes, and what that builds is not followed`,
      evidence,
    );
  },
  ofAnother: (name: string, by: string, toolchain: string, evidence: Evidence | undefined): Refusal =>
    ofAnother(
      `${name} is built with ${by}, and ${toolchain} is installed beside it: what the one needs is not asked of the other`,
      evidence,
    ),
  noCommand: (evidence: Evidence | undefined): Refusal =>
    noCommand('the file names no command, and what it builds is not known by name', evidence),
  noCommandAndMore: (what: string, evidence: Evidence | undefined): Refusal =>
    noCommand(
      `the file names no command, and its image may be for more than the program it builds: ${what}`,
      evidence,
    ),
  severalPrograms: (paths: readonly string[], evidence: Evidence | undefined): Refusal =>
    several(`the file builds several programs (${listed(paths)}) and names no command`, evidence),
  spreadFiles: (directory: string, evidence: Evidence | undefined): Refusal =>
    spread(
      `the program may read files of its working directory ${directory}, which holds the system or the toolchain too`,
      evidence,
    ),
  nothingMade: (evidence: Evidence | undefined): Refusal =>
    notBuilt('nothing that this file makes is where the container looks for what it starts', evidence),
  manyPlaces: (places: number, evidence: Evidence | undefined): Refusal =>
    scattered(
      `what the program reads lies in so many directories that it would take ${places} layers to bring it, and an image has at most 125`,
      evidence,
    ),
  variableOfTheBase: (name: string, base: string, evidence: Evidence | undefined): Refusal =>
    variableOfTheBase(
      `${name} has its value from ${base}: in the runtime stage it would be empty, and the value is not known`,
      evidence,
    ),
  developmentImage: (why: string, evidence: Evidence | undefined): Refusal =>
    development(`this is an image to develop in: ${why}`, evidence),
  startsToolchain: (name: string, evidence: Evidence | undefined): Refusal =>
    needsToolchain(`the program starts ${name} at run time`, evidence),
  /** @param what it does with the toolchain: `runs the go command itself` */
  needsToolchain: (name: string, what: string, evidence: Evidence | undefined): Refusal =>
    needsToolchain(`${name} ${what}`, evidence),
  /** @param what it is: `cargo test, which is part of the toolchain` */
  toolAtStart: (what: string, evidence: Evidence | undefined): Refusal =>
    toolAtStart(`the container runs ${what}`, evidence),
  builderAtStart: (name: string, evidence: Evidence | undefined): Refusal =>
    builderAtStart(
      `the container runs ${name}, which needs the sources and the tools that they are built with`,
      evidence,
    ),
  reloadsAtStart: (name: string, evidence: Evidence | undefined): Refusal =>
    reloadsAtStart(
      `the container runs ${name}, which builds the program again when its sources change`,
      evidence,
    ),
  takenByAnother: (file: string, what: string, evidence: Evidence | undefined): Refusal =>
    taken(`${file} ${what}, and may use anything that the image holds`, evidence),
} as const;
