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
import { shellNeeded, started } from './findings.ts';
import { isInside } from '../../evaluate/files/paths.ts';
import { recipeOf, shellFormFindings, sourcedFindings, type ScriptCall } from './scripts.ts';
import type { Finding, Findings, Launches, Scene } from './types.ts';

export type { Launches, Scene, StartedProgram } from './types.ts';

/** More commands than this in scripts of scripts are not followed. */
const maximumCommands = 500;

export function launchesOf(start: Start, consumers: readonly Consumer[], scene: Scene): Launches {
  const findings = followed(
    [
      ...startFindings(start, scene, takesNoArguments(consumers, scene.stage)),
      ...healthCheckFindings(scene),
      ...consumers.flatMap((consumer) =>
        consumer.uncertain === true ? uncertainFindings(consumer, scene) : consumerFindings(consumer, scene),
      ),
    ],
    scene,
  );
  const refusal = findings.find((finding) => finding.kind === 'refusal');
  if (refusal?.kind === 'refusal') return refusal;
  return { ...gathered(findings), usedByHand: start.kind === 'none' && findings.some(opensShell) };
}

/** The findings with all that follows from them; it ends with the first refusal. */
function followed(first: Findings, scene: Scene): Findings {
  const findings = [...first];
  const seen = new Set<string>();
  // A command that is started may start others: the list grows while it is gone through.
  for (const finding of findings) {
    if (finding.kind === 'refusal') return findings;
    if (finding.kind === 'sourced' && seen.size < maximumCommands) {
      const key = JSON.stringify([finding.path, finding.call.main, finding.call.directory.text]);
      if (!seen.has(key)) findings.push(...sourcedFindings(finding.path, finding.call, scene.stage));
      seen.add(key);
    }
    if (finding.kind !== 'command' || seen.size >= maximumCommands) continue;
    const { words, directory } = finding.command;
    const key = JSON.stringify([words, directory?.text ?? directory?.because]);
    if (seen.has(key)) continue;
    seen.add(key);
    findings.push(...commandFindings(finding.command, scene));
  }
  return findings;
}

/** A file that may be for something else asks for what it calls, but rules nothing out. */
function uncertainFindings(consumer: Consumer, scene: Scene): Findings {
  const findings = consumerFindings(consumer, scene);
  const refusal = followed(findings, scene).find((finding) => finding.kind === 'refusal');
  if (refusal?.kind !== 'refusal') return findings;
  const evidence: Evidence = { file: consumer.file, line: consumer.line, text: consumer.name };
  const message = `${consumer.name} is not for this image: there, ${refusal.refusal.message}`;
  return [{ kind: 'assumption', assumption: { code: 'use-not-meant', message, evidence } }];
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
    consumers.some(({ entrypoint, command }) => entrypoint === undefined && command !== undefined)
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
function consumerFindings(consumer: Consumer, { stage }: Scene): Findings {
  const evidence: Evidence = { file: consumer.file, line: consumer.line, text: consumer.name };
  // What the image never had fails there before as after, whoever calls it.
  const call: ScriptCall = { evidence, main: false, recipe: true };
  const { command, probe, runs = [] } = consumer;
  return [
    ...consumerStarts(consumer, stage).flatMap((start) => consumerLine(start, consumer, call, stage)),
    ...(probe === undefined ? [] : probeFindings(probe, { ...call, probe: true }, stage)),
    // `docker run IMAGE COMMAND` is listed as a run of its own too.
    ...runs.flatMap((run) => (isSame(run, command) ? [] : consumerLine(run, consumer, call, stage))),
  ];
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
    : [
        started({
          words: probe,
          evidence: call.evidence,
          optional: false,
          main: false,
          probe: true,
          ...recipeOf(call),
        }),
      ];
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
    assumptions: all('assumption').map(({ assumption }) => assumption),
    variables: new Set(all('variables').flatMap(({ names }) => names)),
    uncertainScripts: all('script-uncertain').length > 0,
  };
}
