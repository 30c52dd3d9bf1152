/**
 * Everything that is started in a container of the image: by ENTRYPOINT and CMD, the health check, and the commands
 * that other files give. Scripts are followed into the commands they call.
 */
import type { Consumer } from '../../context/types.ts';
import type { Evidence } from '../../engine/types.ts';
import { evidenceAt } from '../evidence.ts';
import { shellWords } from '../shell-form.ts';
import type { Start } from '../start.ts';
import { commandFindings } from './commands.ts';
import { started } from './findings.ts';
import { shellFormFindings } from './scripts.ts';
import type { Finding, Findings, Launches, Scene } from './types.ts';

export type { Launches, StartedProgram } from './types.ts';

/** More commands than this in scripts of scripts are not followed. */
const maximumCommands = 500;

export function launchesOf(start: Start, consumers: readonly Consumer[], scene: Scene): Launches {
  const findings: Finding[] = [
    ...startFindings(start, scene),
    ...healthCheckFindings(scene),
    ...consumers.flatMap((consumer) => consumerFindings(consumer, scene)),
  ];
  const seen = new Set<string>();
  // A command that is started may start others: the list grows while it is gone through.
  for (const finding of findings) {
    if (finding.kind === 'refusal') return finding;
    if (finding.kind !== 'command' || seen.size >= maximumCommands) continue;
    const key = JSON.stringify(finding.command.words);
    if (seen.has(key)) continue;
    seen.add(key);
    findings.push(...commandFindings(finding.command, scene));
  }
  return gathered(findings);
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
    ? [started({ words: command.words, evidence, optional: false, main: false })]
    : shellFormFindings(
        { text: command.source.text.trim(), shell: stage.state.shell, step },
        { evidence, main: false },
        stage,
      );
}

/** What a compose file, a manifest or a CI file starts in containers of the image. */
function consumerFindings(consumer: Consumer, { stage }: Scene): Findings {
  const evidence: Evidence = { file: consumer.file, line: consumer.line, text: consumer.name };
  const commands = [consumer.entrypoint, consumer.command, consumer.probe, ...(consumer.runs ?? [])];
  return commands.flatMap((command): Findings => {
    if (command === undefined || command.length === 0) return [];
    if (typeof command !== 'string') {
      return [started({ words: command, evidence, optional: false, main: false })];
    }
    const words = command === consumer.probe ? undefined : shellWords(command, stage);
    return words === undefined
      ? shellFormFindings(
          { text: command, shell: ['/bin/sh', '-c'], step: undefined },
          { evidence, main: false },
          stage,
        )
      : [started({ words, evidence, optional: false, main: false })];
  });
}

function gathered(findings: Findings): Launches {
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
    variables: new Set(all('variables').flatMap(({ names }) => names)),
    uncertainScripts: all('script-uncertain').length > 0,
  };
}
