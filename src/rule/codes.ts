/**
 * The codes that dfopt prints. Each is declared once, in the table of what says it (a rule's, a toolchain's, that of
 * splitting …), with its kind:
 *
 *     export const codes = { 'sources-not-read': 'assumption' } as const satisfies CodeTable;
 *     declare module '../../src/rule/codes.ts' {
 *       interface DeclaredCodes extends Declared<typeof codes> {}
 *     }
 *
 * From then on the compiler takes the code where its kind is asked for, and no code that stands in no table. What it
 * means and what one can do stands in a section of the page beside the table; a test asks for it.
 */

/** What a code is said of. The first four are outcomes of a file; the last three are of `dfopt verify`. */
export type CodeKind =
  | 'migrated'
  | 'unchanged'
  | 'refused'
  | 'failed'
  | 'assumption'
  | 'reason'
  | 'verdict'
  | 'difference'
  | 'obstacle';

/** By code, what it is said of. */
export type CodeTable = Readonly<Record<string, CodeKind | readonly CodeKind[]>>;

/** What a table adds to the declared codes. */
export type Declared<Table extends CodeTable> = {
  readonly [Name in keyof Table]: Table[Name] extends readonly (infer Kind)[] ? Kind : Table[Name];
};

/** All codes with their kinds; the tables add theirs. */
export interface DeclaredCodes {}

/**
 * A declared code; one of a kind, where that is asked for. Users of the package see no tables: to them it is a string,
 * so that a new code in a later version breaks nothing of theirs.
 */
export type Code<Kind extends CodeKind = CodeKind> = [keyof DeclaredCodes] extends [never]
  ? string
  : {
      [Name in keyof DeclaredCodes]: DeclaredCodes[Name] & Kind extends never ? never : Name;
    }[keyof DeclaredCodes];

/** The kinds of a row. */
export function kindsOf(row: CodeTable[string]): readonly CodeKind[] {
  return typeof row === 'string' ? [row] : row;
}
