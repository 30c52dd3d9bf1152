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
  let previous = first;
  let skipped = false;
  let current = walk.statement(first, situation, ignoring(around, around.failureIgnored || lastOr >= 0));
  for (const [index, { operator, statement: link }] of rest.entries()) {
    const decided = operator === '&&' ? decide(previous, current.variables, walk.files()) : undefined;
    skipped = operator === '&&' && (skipped || decided === false);
    if (skipped) continue;
    const after = walk.statement(link, current, {
      ...around,
      conditional: around.conditional || operator === '||' || (isTest(previous) && decided !== true),
      failureIgnored: around.failureIgnored || index < lastOr,
    });
    current = operator === '||' ? { ...current, errexit: after.errexit } : after;
    previous = link;
  }
  return current;
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
    const decided =
      only === undefined || more.length > 0 ? undefined : decide(only, current.variables, walk.files());
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
