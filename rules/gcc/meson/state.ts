/** What is known of a project of Meson while its files are gone through. */
import type { Installed, ProjectFiles, Target } from '../project/types.ts';
import type { Expression, MesonCall, MesonValue } from './types.ts';

export interface State {
  readonly configuration: MesonCall;
  readonly files: ProjectFiles;
  readonly variables: Map<string, MesonValue>;
  /** What the project declares, or sets for its options. */
  readonly options: Map<string, MesonValue>;
  readonly targets: Map<string, Target>;
  readonly installed: Installed[];
  /** What may say more of what is linked. */
  readonly open: Set<string>;
  /** Why more may be installed, and below which directory, where that is known. */
  readonly more: Map<string, string | undefined>;
  /** Targets that are run as tests. */
  readonly tests: Set<string>;
  /** What all targets are compiled and linked with. */
  readonly shared: { readonly c: string[]; readonly link: string[] };
  readonly title: { name: string | undefined; version: string | undefined };
  /** What may still be looked at: what loops for ever ends. */
  steps: number;
}

/** Where a statement stands. */
export interface Frame {
  readonly state: State;
  /** Its directory, relative to the project's. */
  readonly relative: string;
  /** A condition around it isn't known. */
  readonly apart: boolean;
  readonly value: (expression: Expression) => MesonValue;
  readonly enter: (below: string) => void;
}
