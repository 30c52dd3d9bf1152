/** Statements of which some may not run: `&&` and `||`, `if`, `case`. What is decided by known values is decided. */
import type { Statement, Word } from '../../shell/types.ts';
import { flattenAndOr } from '../../shell/walk.ts';
import { decide } from '../test-command.ts';
import { statements } from './sequence.ts';
import { forget, type Situation } from './situation.ts';
import { ignoring, type Circumstance } from './scene.ts';
import type { Walk } from './walk.ts';

/** `a && b || c`: a chain of any length, from left to right. */
export function chain(
  walk: Walk,
  item: Extract<Statement, { kind: 'and-or' }>,
  situation: Situation,
  around: Circumstance,
): Situation {
  const { first, rest } = flattenAndOr(item);
  const lastOr = rest.findLastIndex(({ operator }) => operator === '||');
  const matters = failuresThatMatter(rest, around.failureIgnored);
  // What may fail before `||` may have made nothing.
  const mayFail = (link: Statement, position: number): boolean =>
    position <= lastOr && matters[position] !== true && !isSureToSucceed(link, situation, walk);
  let previous = first;
  let { behindFailure } = around;
  let current = walk.statement(first, situation, {
    ...ignoring(around, around.failureIgnored || lastOr >= 0),
    behindFailure: behindFailure || mayFail(first, 0),
  });
  // Whether all so far succeeds, where that is decided.
  let status = decide(first, current, walk.files());
  for (const [index, { operator, statement: link }] of rest.entries()) {
    if (current.leaves !== undefined) return current;
    if (status === (operator === '||')) continue;
    behindFailure ||=
      operator === '&&' && matters[index] !== true && !isSureToSucceed(previous, current, walk);
    const isSure = operator === '||' ? status === false : !isTest(previous) || status === true;
    const after = walk.statement(link, current, {
      ...around,
      conditional: around.conditional || !isSure,
      behindFailure: behindFailure || mayFail(link, index + 1),
      failureIgnored: around.failureIgnored || index < lastOr,
    });
    const { leaves, errexit } = after;
    const left = leaves === undefined ? {} : { leaves };
    current = operator === '||' ? { ...current, errexit, ...left } : after;
    const own = decide(link, current, walk.files());
    // Where it isn't known whether the link is reached, what it says may still be what all of them say.
    status = status !== undefined || own === (operator === '||') ? own : undefined;
    previous = link;
  }
  return current;
}

/** For the first of a chain and each behind it, whether no build goes on in which it failed. */
function failuresThatMatter(
  rest: ReturnType<typeof flattenAndOr>['rest'],
  failureIgnored: boolean,
): readonly boolean[] {
  const fromTheLast = [!failureIgnored];
  for (const { operator, statement } of rest.toReversed()) {
    const next = fromTheLast.at(-1) ?? false;
    fromTheLast.push(operator === '||' ? endsScript(statement, failureIgnored) : next);
  }
  return fromTheLast.toReversed();
}

/** Whether the script goes no further behind it, or fails with it where that matters. */
function endsScript(statement: Statement | undefined, failureIgnored: boolean): boolean {
  switch (statement?.kind) {
    case 'command': {
      const [name, status] = statement.words;
      return (name?.raw === 'exit' && status?.raw !== '0') || (name?.raw === 'false' && !failureIgnored);
    }
    case 'group':
      return endsScript(statement.body.at(-1), failureIgnored);
    case 'subshell':
      return !failureIgnored && endsScript(statement.body.at(-1), failureIgnored);
    default:
      return false;
  }
}

/** Commands that do not fail, whatever the image holds: of the shell itself, and those with an option for that. */
const sureCommands: ReadonlySet<string> = new Set(
  ': true echo printf export set unset umask shopt readonly local alias trap touch mkdir rm'.split(' '),
);

/** Whether what stands behind it by `&&` runs for certain. */
function isSureToSucceed(statement: Statement, situation: Situation, walk: Walk): boolean {
  const { workdir } = situation;
  switch (statement.kind) {
    case 'command': {
      if (decide(statement, situation, walk.files()) === true) return true;
      const [name, target] = statement.words;
      if (name?.raw !== 'cd') return name === undefined || sureCommands.has(name.raw);
      // It was walked already: where it led is the working directory.
      const found = target === undefined ? undefined : walk.files().lookup(workdir.text ?? '/');
      return found?.status === 'present' && found.entry.perhaps !== true && found.entry.kind === 'directory';
    }
    case 'group': {
      const last = statement.body.at(-1);
      return last !== undefined && isSureToSucceed(last, situation, walk);
    }
    default:
      return false;
  }
}

function isTest(statement: Statement): boolean {
  if (statement.kind !== 'command') return false;
  return ['test', '[', '[['].includes(statement.words[0]?.raw ?? '');
}

/** `if` … `elif` … `else`. */
export function branches(
  walk: Walk,
  item: Extract<Statement, { kind: 'if' }>,
  situation: Situation,
  around: Circumstance,
): Situation {
  let current = situation;
  let certain = true;
  for (const branch of item.branches) {
    current = statements(walk, branch.condition, current, {
      ...around,
      conditional: around.conditional || !certain,
      failureIgnored: true,
    });
    const [only, ...more] = branch.condition;
    const decided = only === undefined || more.length > 0 ? undefined : decide(only, current, walk.files());
    if (decided === false) continue;
    const conditional = around.conditional || decided === undefined || !certain;
    current = branchTaken(walk, branch.body, current, around, conditional);
    if (decided === true) return current;
    certain = false;
  }
  return item.otherwise === undefined
    ? current
    : branchTaken(walk, item.otherwise, current, around, around.conditional || !certain);
}

function branchTaken(
  walk: Walk,
  body: readonly Statement[],
  situation: Situation,
  around: Circumstance,
  conditional: boolean,
): Situation {
  return forget(situation, statements(walk, body, situation, { ...around, conditional }), conditional);
}

/** `case WORD in PATTERN) … esac`. */
export function cases(
  walk: Walk,
  item: Extract<Statement, { kind: 'case' }>,
  situation: Situation,
  around: Circumstance,
): Situation {
  const chosen = chosenCase(walk, item, situation);
  if (chosen !== 'undecided') return statements(walk, chosen, situation, around);
  let current = situation;
  for (const branch of item.branches) current = branchTaken(walk, branch.body, current, around, true);
  return current;
}

/** What runs where the word and all patterns are known and plain; nothing where none matches. */
function chosenCase(
  { expansion }: Walk,
  item: Extract<Statement, { kind: 'case' }>,
  situation: Situation,
): readonly Statement[] | 'undecided' {
  const subject = expansion.text(item.subject, situation).text;
  const literal = (word: Word): string | undefined => {
    const { text } = expansion.text(word, situation);
    return text === undefined || /[*?[]/.test(text) ? undefined : text;
  };
  const decidable = item.branches.every(({ patterns }) =>
    patterns.every((pattern) => literal(pattern) !== undefined || pattern.raw === '*'),
  );
  if (subject === undefined || !decidable) return 'undecided';
  const chosen = item.branches.find(({ patterns }) =>
    patterns.some((pattern) => pattern.raw === '*' || literal(pattern) === subject),
  );
  return chosen?.body ?? [];
}
