/**
 * Everything that is started in a container of the image: by ENTRYPOINT and CMD, the health check, and the commands
 * that other files give. Scripts are followed into the commands they call.
 */
import { posix } from 'node:path';
import type { Stage } from '../../evaluate/types.ts';
import type { Consumer } from '../../context/consumers/types.ts';
import type { Evidence } from '../../rule/types.ts';
import { isShell } from '../../shell/wrappers.ts';
import { evidenceAt } from '../../rule/evidence.ts';
import { consumerStarts, wordsOf, type CommandLine } from '../start/consumer-starts.ts';
import { resolveCommand } from '../start/resolve-command.ts';
import { type Start } from '../start/start.ts';
import { commandFindings } from './commands.ts';
import { scriptNotRead, scriptUncertain, shellNeeded, started } from './findings.ts';
import { isInside } from '../../evaluate/files/paths.ts';
import { stageAt } from './place.ts';
import { shellFormFindings, sourcedFindings } from './scripts.ts';
import type {
  Finding,
  Findings,
  Launches,
  Scene,
  ScriptCall,
  StartedCommand,
  StartedProgram,
} from './types.ts';

export type { Launches, Scene, StartedProgram } from './types.ts';

/** More commands than this in scripts of scripts are not followed. */
const maximumCommands = 500;

export function launchesOf(start: Start, consumers: readonly Consumer[], scene: Scene): Launches {
  const findings = followed(
    [
      ...startFindings(start, scene, takesNoArguments(consumers, scene.stage)),
      ...healthCheckFindings(scene),
      ...consumers.flatMap((consumer) =>
        consumer.example === true
          ? exampleFindings(consumer, start, scene)
          : consumer.uncertain === true
            ? uncertainFindings(consumer, start, scene)
            : consumerFindings(consumer, start, scene),
      ),
    ],
    scene,
  );
  const refusal = findings.find((finding) => finding.kind === 'refusal');
  if (refusal?.kind === 'refusal') return refusal;
  return { ...gathered(findings), usedByHand: start.kind === 'none' && findings.some(opensShell) };
}

/** The findings with all that follows from them; it ends with the first refusal. */
function followed(first: Findings, scene: Scene, seen = new Set<string>()): Findings {
  const findings = [...first];
  // A command that is started may start others: the list grows while it is gone through.
  for (const finding of findings) {
    if (finding.kind === 'refusal') return findings;
    if (finding.kind !== 'sourced' && finding.kind !== 'command') continue;
    const key = keyOf(finding);
    if (seen.has(key)) continue;
    if (seen.size >= maximumCommands) return [...findings, scriptUncertain, notFollowed(finding)];
    seen.add(key);
    if (finding.kind === 'sourced')
      findings.push(...sourcedFindings(finding.path, finding.call, scene.stage, finding.text));
    else if (finding.command.perhaps === true)
      findings.push(...perhapsFindings(finding.command, scene, seen));
    else findings.push(...commandFindings(finding.command, scene));
  }
  return findings;
}

/** Of more commands than are followed: the first that is not stands for all. */
function notFollowed(finding: Extract<Finding, { kind: 'sourced' | 'command' }>): Finding {
  const isCommand = finding.kind === 'command';
  const what = isCommand ? finding.command.words.join(' ') : finding.path;
  const message = `${what}, and what comes after ${maximumCommands} other commands, calls nothing that only the original image has`;
  return scriptNotRead(message, isCommand ? finding.command.evidence : finding.call.evidence);
}

/** What tells one command, or one file that is sourced, from others. */
function keyOf(finding: Extract<Finding, { kind: 'sourced' | 'command' }>): string {
  const place = finding.kind === 'command' ? finding.command : finding.call;
  const { directory, path, variables, user, written } = place;
  const where = [
    directory?.text ?? directory?.because,
    path?.text ?? path?.because,
    variables,
    user,
    written,
  ];
  return finding.kind === 'command'
    ? JSON.stringify([finding.command.words, finding.command.perhaps, where])
    : JSON.stringify([finding.path, finding.call.main, finding.text, where]);
}

/** One of several that may be meant asks for what it calls, but rules nothing out. */
function perhapsFindings(command: StartedCommand, scene: Scene, seen: Set<string>): Findings {
  const findings = followed(commandFindings(command, scene), scene, seen);
  const refusal = findings.find((finding) => finding.kind === 'refusal');
  if (refusal?.kind !== 'refusal') return findings;
  const { evidence, words } = command;
  const message = `${words.join(' ')} is not started: there, ${refusal.refusal.message}`;
  return [scriptNotRead(message, evidence)];
}

/** A file that may be for something else asks for what it calls, but rules nothing out. */
function uncertainFindings(consumer: Consumer, start: Start, scene: Scene): Findings {
  const findings = consumerFindings(consumer, start, scene);
  const refusal = followed(findings, scene).find((finding) => finding.kind === 'refusal');
  if (refusal?.kind !== 'refusal') return findings;
  const evidence: Evidence = { file: consumer.file, line: consumer.line, text: consumer.name };
  const message = `${consumer.name} is not for this image: there, ${refusal.refusal.message}`;
  return [{ kind: 'assumption', assumption: { code: 'use-not-meant', message, evidence } }];
}

/** An example asks for what it names, and for nothing where it can't be followed. */
function exampleFindings(consumer: Consumer, start: Start, scene: Scene): Findings {
  const findings = consumerFindings(consumer, start, scene);
  return followed(findings, scene).some(({ kind }) => kind === 'refusal') ? [] : findings;
}

/** A shell that is given neither a script nor the name of one. */
function opensShell(finding: Finding): boolean {
  if (finding.kind !== 'command') return false;
  const [name = '', ...rest] = finding.command.words;
  return isShell(posix.basename(name)) && rest.every((word) => word.startsWith('-') && word !== '-c');
}

/** Others give arguments to an ENTRYPOINT in shell form, which leaves them alone: the exec form would take them. */
function takesNoArguments(consumers: readonly Consumer[], { config }: Stage): boolean {
  return (
    config.entrypoint?.form === 'shell' &&
    consumers.some(
      ({ entrypoint, command, example }) =>
        entrypoint === undefined && command !== undefined && example !== true,
    )
  );
}

function startFindings(start: Start, { build, stage }: Scene, inShell: boolean): Findings {
  switch (start.kind) {
    case 'exec': {
      const evidence = evidenceAt(build.dockerfile, start.step);
      return [started({ words: start.words, evidence, optional: false, main: true })];
    }
    case 'shell': {
      const evidence = evidenceAt(build.dockerfile, start.step);
      const { script, shell, step } = start;
      const form = { text: script, shell, step, ...(inShell ? { stays: true as const } : {}) };
      return shellFormFindings(form, { evidence, main: true }, stage);
    }
    case 'none':
    case 'broken':
      return [];
  }
}

function healthCheckFindings({ build, stage }: Scene): Findings {
  const step = stage.config.healthcheck?.step;
  const instruction = step === undefined ? undefined : build.dockerfile.instructions[step];
  if (instruction?.keyword !== 'HEALTHCHECK' || instruction.command === undefined) return [];
  const evidence = evidenceAt(build.dockerfile, step);
  const { command } = instruction;
  return command.form === 'exec'
    ? [started({ words: command.words, evidence, optional: false, main: false, probe: true })]
    : shellFormFindings(
        { text: command.source.text.trim(), shell: stage.state.shell, step },
        { evidence, main: false, probe: true },
        stage,
      );
}

/** What a compose file, a manifest or a CI file starts in containers of the image. */
function consumerFindings(consumer: Consumer, start: Start, scene: Scene): Findings {
  const { environment: variables } = consumer;
  const given = variables === undefined ? {} : { variables };
  const stage = stageAt(given, scene.stage);
  const evidence: Evidence = { file: consumer.file, line: consumer.line, text: consumer.name };
  // What the image never had fails there before as after, whoever calls it.
  const call: ScriptCall = { evidence, main: false, recipe: true, ...given };
  const { command, entrypoint, probe, runs = [] } = consumer;
  return [
    ...(command === undefined && entrypoint === undefined ? givenStart(start, call, stage) : []),
    ...consumerStarts(consumer, stage).flatMap((start) => consumerLine(start, consumer, call, stage)),
    ...(probe === undefined ? [] : probeFindings(probe, { ...call, probe: true }, stage)),
    // `docker run IMAGE COMMAND` is listed as a run of its own too.
    ...runs.flatMap((run) => (isSame(run, command) ? [] : consumerLine(run, consumer, call, stage))),
  ];
}

/** The image's own command, where a shell may read the variables that a container is given. */
function givenStart(start: Start, call: ScriptCall, stage: Stage): Findings {
  if (call.variables === undefined) return [];
  switch (start.kind) {
    case 'exec': {
      const { words } = start;
      const found = resolveCommand(words[0] ?? '', stage).kind;
      if (found === 'program' || found === 'made') return [];
      return [started({ ...call, words, optional: false })];
    }
    case 'shell': {
      const { script: text, shell } = start;
      return shellFormFindings({ text, shell, step: undefined, stays: true }, call, stage);
    }
    case 'none':
    case 'broken':
      return [];
  }
}

/** A command that another file gives; a script that it mounts into the container is not the image's to read. */
function consumerLine(
  line: CommandLine,
  { mounts = [], name: user }: Consumer,
  call: ScriptCall,
  stage: Stage,
): Findings {
  const [name = '', ...rest] = wordsOf(line, stage) ?? [];
  const isOfShell = isShell(posix.basename(name));
  const file = isOfShell ? rest.find((word) => !word.startsWith('-')) : name;
  const path = posix.resolve(stage.state.workdir.text ?? '/', file ?? '');
  const brought = file?.includes('/') === true && mounts.some(({ target }) => isInside(path, target));
  if (!brought || rest.includes('-c') || stage.files.lookup(path).status === 'present') {
    return lineFindings(line, call, stage);
  }
  const message = `${file}, which ${user} mounts and starts, calls nothing that only the original image has`;
  return [
    ...(isOfShell ? [shellNeeded(name, `${name} runs ${file}`, call.evidence)] : []),
    { kind: 'assumption', assumption: { code: 'use-not-read', message, evidence: call.evidence } },
  ];
}

function isSame(run: CommandLine, command: CommandLine | undefined): boolean {
  return JSON.stringify(run) === JSON.stringify(command);
}

function lineFindings(line: CommandLine, call: ScriptCall, stage: Stage): Findings {
  if (line.length === 0) return [];
  const words = wordsOf(line, stage);
  return words === undefined
    ? shellTextFindings(String(line), call, stage)
    : [started({ ...call, words, optional: false })];
}

function probeFindings(probe: CommandLine, call: ScriptCall, stage: Stage): Findings {
  if (probe.length === 0) return [];
  return typeof probe === 'string'
    ? shellTextFindings(probe, call, stage)
    : [started({ ...call, words: probe, optional: false, probe: true })];
}

function shellTextFindings(text: string, call: ScriptCall, stage: Stage): Findings {
  return shellFormFindings({ text, shell: ['/bin/sh', '-c'], step: undefined }, call, stage);
}

/** Each once: as what is certainly started, where it is. */
function programsIn(programs: readonly StartedProgram[]): readonly StartedProgram[] {
  const certain = new Set(programs.flatMap(({ path, perhaps }) => (perhaps === true ? [] : [path])));
  const told = programs.filter(({ path, perhaps }) => perhaps !== true || !certain.has(path));
  return [...new Map(told.map((program) => [program.path, program])).values()];
}

function gathered(findings: Findings): Omit<Extract<Launches, { kind: 'launches' }>, 'usedByHand'> {
  const all = <K extends Finding['kind']>(kind: K): readonly Extract<Finding, { kind: K }>[] =>
    findings.filter((finding): finding is Extract<Finding, { kind: K }> => finding.kind === kind);
  return {
    kind: 'launches',
    programs: programsIn(all('program').map(({ program }) => program)),
    made: [...new Map(all('made').map(({ file }) => [file.path, file])).values()],
    needs: all('need').map(({ need }) => need),
    pathDirectories: [...new Set(all('found-on-path').map(({ directory }) => directory))],
    workdirUsed: all('working-directory-used').length > 0,
    plain: new Map(all('exec-form').map(({ step, words }) => [step, words])),
    remarks: all('remark').map(({ remark }) => remark),
    assumptions: all('assumption').map(({ assumption }) => assumption),
    variables: new Set(all('variables').flatMap(({ names }) => names)),
    uncertainScripts: all('script-uncertain').length > 0,
    interpreterAtStart: all('interpreter-at-start').length > 0,
  };
}
