/** Variables that a program reads. */
import type { Need } from '../../rule/need.ts';
import type { Assumption, Evidence } from '../../rule/types.ts';
import { startOf } from '../start/start.ts';
import { overridden } from './files.ts';
import type { Answer, FindingScene } from './scene.ts';
import type { Finding, Name } from './types.ts';
import { homeNeeds } from './users.ts';

/**
 * The variables that a name stands for: of one that neither the sources nor who starts the container tells to its end, all
 * of the image that begin like it, and HOME.
 */
function variablesOf(name: Name | undefined, scene: FindingScene): readonly string[] {
  const open: readonly { readonly text: string; readonly complete: boolean }[] = [
    { text: '', complete: false },
  ];
  const values = name === undefined ? open : overridden(name, scene);
  const all = ['HOME', ...scene.stage.state.env.keys()];
  const known = values.length === 0 && name?.origin === undefined ? open : values;
  return known.flatMap(({ text, complete }) => {
    if (complete) return [text];
    return name?.origin === undefined ? all.filter((variable) => variable.startsWith(text)) : [];
  });
}

/** Where the program's own code goes through its environment: libraries look for names of their own in it. */
export function allVariables(findings: readonly Finding[], { place }: FindingScene): Evidence | undefined {
  const found = findings.find(({ kind, name, own }) => kind === 'environment' && name === undefined && own);
  return found === undefined ? undefined : place(found.evidence);
}

/** Variables of the base image that the program asks for, by name or with others, and whose values are not known. */
export function environmentNotKept(findings: readonly Finding[], scene: FindingScene): readonly Assumption[] {
  const isLost = (name: string): boolean => {
    const value = scene.stage.state.env.get(name);
    return value?.origin === 'base' && value.text === undefined;
  };
  const asked = findings
    .filter(({ kind }) => kind === 'environment')
    .map(({ name, evidence }) => ({ names: variablesOf(name, scene).filter(isLost), evidence }))
    .filter(({ names }) => names.length > 0);
  const [first] = asked;
  if (first === undefined) return [];
  const names = [...new Set(asked.flatMap((one) => one.names))];
  return [
    {
      code: 'environment-not-kept',
      message: `${names.join(', ')}, which the base image sets, ${names.length === 1 ? 'does' : 'do'} not matter to it`,
      evidence: scene.place(first.evidence),
    },
  ];
}

/** Variables that a shell gives what it starts, and an engine does not (POSIX XCU 2.5.3; dash(1) and bash(1) export PWD). */
const ofShell: ReadonlySet<string> = new Set(['PWD', 'OLDPWD', 'SHLVL']);

/**
 * A variable that is read. HOME is none of the image's: the engine takes it from the user's record.
 * @param follows the program changes PATH: it looks for programs along it, and its text is not what it is about.
 */
export function environmentNeeds(
  { name, own }: Finding,
  scene: FindingScene,
  follows: boolean,
  evidence: Evidence,
): Answer {
  const { stage } = scene;
  const names = variablesOf(name, scene);
  const home = names.includes('HOME') ? homeNeeds(scene, evidence) : {};
  // Who asks for it by its name to extend it, as libraries do, looks for programs along it.
  const isLookedAlong = (text: string): boolean =>
    text === 'PATH' && name?.known === true && (follows || !own);
  const start = startOf(stage);
  const ofStart = own && start.kind === 'shell' ? names.filter((text) => ofShell.has(text)) : [];
  const shells = ofStart.map((text): Need => {
    const because = `it reads ${text}, which the shell of the start command sets`;
    return {
      kind: 'shell',
      path: (start.kind === 'shell' && start.shell[0]) || '/bin/sh',
      because,
      evidence,
    };
  });
  return {
    needs: [...(home.needs ?? []), ...shells],
    environment: [
      ...(home.environment ?? []),
      ...names.filter((text) => text !== 'HOME' && !isLookedAlong(text)),
    ],
  };
}
