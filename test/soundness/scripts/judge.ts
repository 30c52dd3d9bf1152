/** What scripts do when they are run, held against what dfopt keeps for them. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { memoryContext } from '../../../src/context/memory.ts';
import { migrate } from '../../../src/index.ts';
import type { Outcome } from '../../../src/index.ts';
import { context, dockerfile, executable, type ComposedScript } from './compose.ts';
import type { Necessity } from './parts.ts';

export type ScriptVerdict =
  /** `proven`, and all that it uses is there. */
  | 'held'
  /** Not proven, and all is there. */
  | 'assumed'
  /** Not proven, and something is not. */
  | 'assumed, lacks'
  | 'refused'
  /** `proven`, and something it uses is not there. */
  | 'fell';

export interface ScriptJudgement {
  readonly script: ComposedScript;
  readonly outcome: Outcome;
  readonly verdict: ScriptVerdict;
}

/** Why scripts can't be run here; undefined where they can. */
export function missingShells(): string | undefined {
  const lacking = ['sh', 'bash'].filter((shell) => spawnSync(shell, ['-c', ':']).status !== 0);
  return lacking.length === 0 ? undefined : `there is no ${lacking.join(' and no ')}`;
}

/** Decides those that do what they are composed for, as a run of each tells: others are left out. */
export function judgeScripts(scripts: readonly ComposedScript[]): readonly ScriptJudgement[] {
  // Some of them change the case of their own words.
  const root = mkdtempSync(join(tmpdir(), 'scripts-')).toLowerCase();
  try {
    fill(root);
    return scripts.filter((script) => doesIt(script, root)).map(judgeOne);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const markOf = (necessity: Necessity): string =>
  `used ${necessity.kind === 'tool' ? necessity.name : necessity.path}`;

/** The directories that scripts use, whose files and tools say when they are used. */
function fill(root: string): void {
  const put = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    chmodSync(join(root, path), 0o755);
  };
  put('app/data/words.txt', 'used /app/data/words.txt\n');
  put('srv/site/page.html', 'used /srv/site/page.html\n');
  put('app/lib/more.sh', '#!/bin/sh\necho used /app/lib/more.sh\nwget --version\n');
  for (const tool of ['git', 'wget']) put(`bin/${tool}`, `#!/bin/sh\necho used ${tool}\n`);
}

function doesIt({ textAt, shell, effect }: ComposedScript, root: string): boolean {
  const path = join(root, 'app/start.sh');
  writeFileSync(path, textAt(root));
  const { stdout, stderr } = spawnSync(shell, [path, 'server'], {
    cwd: join(root, 'app'),
    env: { PATH: `${root}/bin:/usr/bin:/bin`, HOME: '/root' },
    encoding: 'utf8',
    timeout: 5_000,
    killSignal: 'SIGKILL',
  });
  return effect.necessities.every((necessity) => `${stdout}${stderr}`.includes(markOf(necessity)));
}

function judgeOne(script: ComposedScript): ScriptJudgement {
  const files = { ...context, Dockerfile: dockerfile, 'start.sh': `${script.textAt('')}exec "$@"\n` };
  const outcome = migrate(dockerfile, { context: memoryContext(files, { executable: [...executable] }) });
  if (outcome.outcome !== 'migrated') return { script, outcome, verdict: 'refused' };
  const all = script.effect.necessities.every((necessity) => isMet(necessity, outcome.text));
  const proven = outcome.confidence === 'proven';
  const verdict = proven ? (all ? 'held' : 'fell') : all ? 'assumed' : 'assumed, lacks';
  return { script, outcome, verdict };
}

/** Whether the runtime stage installs or copies it. */
function isMet(necessity: Necessity, text: string): boolean {
  const lines = text
    .slice(text.lastIndexOf('\nFROM '))
    .replaceAll(/\s*\\\n\s*/g, ' ')
    .split('\n');
  if (necessity.kind === 'tool')
    return lines.some((line) => line.includes(' install ') && line.split(' ').includes(necessity.name));
  return lines
    .filter((line) => line.startsWith('COPY '))
    .flatMap((line) =>
      line
        .replaceAll(/\[(.)\]/g, '$1')
        .split(' ')
        .slice(1, -1),
    )
    .some((path) => necessity.path === path || necessity.path.startsWith(`${path.replace(/\/$/, '')}/`));
}
