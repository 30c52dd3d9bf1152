/**
 * Commands that only test or lint: they fail, or they change nothing that an image is made for.
 * Sources: the tools' own `--help` pages and manuals.
 */
import type { CommandRun } from '../../src/evaluate/types.ts';

/** Whether a call of a tool checks only: many can also write what they would change. */
type Check = (words: readonly string[]) => boolean;

const always: Check = () => true;
const without =
  (...flags: readonly string[]): Check =>
  (words) =>
    !words.some((word) => flags.some((flag) => word === flag || word.startsWith(`${flag}=`)));
const having =
  (...flags: readonly string[]): Check =>
  (words) =>
    words.some((word) => flags.includes(word));
const subcommand =
  (...names: readonly string[]): Check =>
  (words) => {
    const first = words.slice(1).find((word) => !word.startsWith('-') && !word.startsWith('+'));
    return first !== undefined && names.includes(first);
  };
const both =
  (...checks: readonly Check[]): Check =>
  (words) =>
    checks.every((check) => check(words));

/** `npm run lint`, `yarn test:unit`: a script whose name says that it tests or lints. */
const script = /^(test|tests|lint|check|typecheck|type-check|vet|coverage)([:-][\w:-]+)?$/;
const nodeScript: Check = (words) => {
  const [first, second] = words.slice(1).filter((word) => !word.startsWith('-'));
  if (first === 'run' || first === 'run-script') return second !== undefined && script.test(second);
  return first === 't' || (first !== undefined && script.test(first));
};

/** Makefile targets by the same convention; what they do is taken for granted. */
const makeTargets: Check = (words) => {
  const targets = words.slice(1).filter((word) => !word.startsWith('-') && !word.includes('='));
  return targets.length > 0 && targets.every((target) => script.test(target));
};

const pythonModule: Check = (words) => {
  const at = words.indexOf('-m');
  return at !== -1 && ['pytest', 'unittest', 'flake8', 'mypy', 'pylint'].includes(words[at + 1] ?? '');
};

const checks: ReadonlyMap<string, Check> = new Map<string, Check>([
  // `go test -c` compiles a test program; `-o` names it.
  ['go', (words) => subcommand('vet')(words) || both(subcommand('test'), without('-c', '-o'))(words)],
  ['gofmt', both(having('-l', '-d'), without('-w'))],
  ['goimports', both(having('-l', '-d'), without('-w'))],
  ['golangci-lint', both(subcommand('run'), without('--fix'))],
  ['gosec', always],
  ['golint', always],
  ['staticcheck', always],
  ['govulncheck', always],
  ['errcheck', always],
  ['ineffassign', always],
  ['gocyclo', always],
  ['revive', without('-formatter')],
  ['gotestsum', always],
  ['ginkgo', without('-c')],
  ['misspell', without('-w')],
  [
    'cargo',
    (words) =>
      subcommand('test', 'clippy', 'audit', 'deny', 'nextest')(words) ||
      both(subcommand('fmt'), having('--check'))(words),
  ],
  ['npm', nodeScript],
  ['yarn', nodeScript],
  ['pnpm', nodeScript],
  ['jest', always],
  ['mocha', always],
  ['vitest', subcommand('run')],
  ['eslint', without('--fix')],
  ['prettier', having('--check', '-c', '--list-different', '-l')],
  ['tsc', having('--noEmit')],
  ['pytest', always],
  ['flake8', always],
  ['mypy', always],
  ['pylint', always],
  ['ruff', both(subcommand('check'), without('--fix'))],
  ['black', having('--check')],
  ['python', pythonModule],
  ['python3', pythonModule],
  ['mvn', subcommand('test')],
  ['gradle', subcommand('test', 'check', 'lint')],
  ['gradlew', subcommand('test', 'check', 'lint')],
  ['dotnet', subcommand('test')],
  ['make', makeTargets],
  ['shellcheck', always],
  ['hadolint', always],
  ['yamllint', always],
]);

/** Commands that say or set something beside the checks, and leave nothing in the image. */
const beside: ReadonlySet<string> = new Set([
  'cd',
  'set',
  'export',
  'unset',
  'echo',
  'printf',
  'true',
  ':',
  'test',
  '[',
  'pwd',
  'env',
  'exit',
]);

export type CommandKind = 'check' | 'beside' | 'other';

export function kindOf({ name, words }: CommandRun): CommandKind {
  if (name === undefined || words.some(({ text }) => text === undefined)) {
    return 'other';
  }
  const texts = words.map(({ text }) => text ?? '');
  if (checks.get(name)?.(texts) === true) return 'check';
  return beside.has(name) ? 'beside' : 'other';
}

/** Flags that name a file for a report, by which a later step may ask for it. */
const reportFlags =
  /^--?(coverprofile|cpuprofile|memprofile|outputdir|junitfile|jsonfile|out|output|output-file|cov-report|junitxml|html)(?:=(.*))?$/;

/** Files that a check writes because it is told to. */
export function reportsOf({ words }: CommandRun): readonly string[] {
  return words.flatMap(({ text }, index) => {
    const matched = reportFlags.exec(text ?? '');
    if (matched === null) return [];
    const value = matched[2] ?? words[index + 1]?.text;
    return value === undefined ? [] : [value];
  });
}
