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
import { shellWords } from './shell-form.ts';
import { resolveCommand, type Start } from './start.ts';
import { commandFindings } from './commands.ts';
import { started } from './findings.ts';
import { recipeOf, shellFormFindings, sourcedFindings, type ScriptCall } from './scripts.ts';
import type { Finding, Findings, Launches, Scene } from './types.ts';

export type { Launches, Scene, StartedProgram } from './types.ts';

/** More commands than this in scripts of scripts are not followed. */
const maximumCommands = 500;

export function launchesOf(start: Start, consumers: readonly Consumer[], scene: Scene): Launches {
  const { stage } = scene;
  const findings: Finding[] = [
    ...startFindings(start, scene),
    ...healthCheckFindings(scene),
    ...consumers.flatMap((consumer) => consumerFindings(consumer, scene)),
  ];
  const seen = new Set<string>();
  // A command that is started may start others: the list grows while it is gone through.
  for (const finding of findings) {
    if (finding.kind === 'refusal') return finding;
    if (finding.kind === 'sourced' && seen.size < maximumCommands) {
      const key = `${finding.path} ${finding.call.main}`;
      if (!seen.has(key)) findings.push(...sourcedFindings(finding.path, finding.call, stage));
      seen.add(key);
    }
    if (finding.kind !== 'command' || seen.size >= maximumCommands) continue;
    const key = JSON.stringify(finding.command.words);
    if (seen.has(key)) continue;
    seen.add(key);
    findings.push(...commandFindings(finding.command, scene));
  }
  return { ...gathered(findings), usedByHand: start.kind === 'none' && findings.some(opensShell) };
}

/** A shell that is given neither a script nor the name of one. */
function opensShell(finding: Finding): boolean {
  if (finding.kind !== 'command') return false;
  const [name = '', ...rest] = finding.command.words;
  return isShell(posix.basename(name)) && rest.every((word) => word.startsWith('-') && word !== '-c');
}

function startFindings(start: Start, { build, stage }: Scene): Findings {
  switch (start.kind) {
    case 'exec': {
      const evidence = evidenceAt(build.dockerfile, start.step);
      return [started({ words: start.words, evidence, optional: false, main: true })];
    }
    case 'shell': {
      const evidence = evidenceAt(build.dockerfile, start.step);
      const { script, shell, step } = start;
      return shellFormFindings({ text: script, shell, step }, { evidence, main: true }, stage);
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
function consumerFindings(consumer: Consumer, { stage }: Scene): Findings {
  const evidence: Evidence = { file: consumer.file, line: consumer.line, text: consumer.name };
  const call: ScriptCall = { evidence, main: false };
  const { command, probe, runs = [] } = consumer;
  // `docker run IMAGE COMMAND` is listed as a run of its own too.
  const own = typeof command === 'object' ? command.join(' ') : undefined;
  return [
    ...consumerStarts(consumer, stage).flatMap((start) => lineFindings(start, call, stage)),
    ...(probe === undefined ? [] : probeFindings(probe, { ...call, probe: true }, stage)),
    ...runs.flatMap((run) => (run === own ? [] : lineFindings(run, { ...call, recipe: true }, stage))),
  ];
}

/**
 * The command lines of a container whose entrypoint or command is given: they come together as the image's own do. A
 * new entrypoint clears the image's command.
 */
function consumerStarts({ entrypoint, command }: Consumer, stage: Stage): readonly CommandLine[] {
  const inherited = stage.config.entrypoint;
  const before = entrypoint ?? (inherited === undefined || inherited.form === 'shell' ? [] : inherited.words);
  if (entrypoint === undefined && (command === undefined || inherited?.form === 'shell')) return [];
  const first = wordsOf(before, stage);
  const rest = wordsOf(command ?? [], stage);
  if (first === undefined) return [before];
  if (rest !== undefined) return [[...first, ...rest]];
  // Words that are not known follow a program as its arguments; a script may start them.
  const [name] = first;
  if (name === undefined || command === undefined) return [command ?? []];
  return resolveCommand(name, stage.files, stage.state).kind === 'program' ? [first] : [first, command];
}

type CommandLine = string | readonly string[];

function wordsOf(line: CommandLine, stage: Stage): readonly string[] | undefined {
  return typeof line === 'string' ? shellWords(line, stage) : line;
}

function lineFindings(line: CommandLine, call: ScriptCall, stage: Stage): Findings {
  if (line.length === 0) return [];
  const words = wordsOf(line, stage);
  return words === undefined
    ? shellTextFindings(String(line), call, stage)
    : [started({ words, evidence: call.evidence, optional: false, main: false, ...recipeOf(call) })];
}

function probeFindings(probe: CommandLine, call: ScriptCall, stage: Stage): Findings {
  if (probe.length === 0) return [];
  return typeof probe === 'string'
    ? shellTextFindings(probe, call, stage)
    : [started({ words: probe, evidence: call.evidence, optional: false, main: false, probe: true })];
}

function shellTextFindings(text: string, call: ScriptCall, stage: Stage): Findings {
  return shellFormFindings({ text, shell: ['/bin/sh', '-c'], step: undefined }, call, stage);
}

function gathered(findings: Findings): Omit<Extract<Launches, { kind: 'launches' }>, 'usedByHand'> {
  const all = <K extends Finding['kind']>(kind: K): readonly Extract<Finding, { kind: K }>[] =>
    findings.filter((finding): finding is Extract<Finding, { kind: K }> => finding.kind === kind);
  return {
    kind: 'launches',
    programs: [...new Map(all('program').map(({ program }) => [program.path, program])).values()],
    made: [...new Map(all('made').map(({ file }) => [file.path, file])).values()],
    needs: all('need').map(({ need }) => need),
    pathDirectories: [...new Set(all('found-on-path').map(({ directory }) => directory))],
    workdirUsed: all('working-directory-used').length > 0,
    plain: new Map(all('exec-form').map(({ step, words }) => [step, words])),
    remarks: all('remark').map(({ remark }) => remark),
    variables: new Set(all('variables').flatMap(({ names }) => names)),
    uncertainScripts: all('script-uncertain').length > 0,
  };
}
