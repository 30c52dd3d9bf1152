/** What is known of a project while its files are gone through. */
import type { CMakeCall } from './parse.ts';
import type { Installed, ProjectFiles, TargetKind } from '../project/types.ts';
import type { Configuration } from './types.ts';

/** A target while it is put together. */
export interface OpenTarget {
  readonly name: string;
  readonly kind: TargetKind;
  readonly sources: string[];
  readonly includes: string[];
  readonly defines: string[];
  readonly links: string[];
  readonly options: string[];
  readonly properties: Map<string, string>;
  readonly scope: Scope;
  readonly apart: boolean;
}

/** The variables of a directory or a function, with where it lies. */
export interface Scope {
  readonly variables: Map<string, string>;
  readonly source: string;
  readonly binary: string;
  /** What the directory says for all targets in it. */
  readonly includes: string[];
  readonly defines: string[];
  readonly options: string[];
  readonly links: string[];
  readonly parent: Scope | undefined;
  readonly apart: boolean;
}

export interface Definition {
  readonly kind: 'function' | 'macro';
  readonly parameters: readonly string[];
  readonly body: readonly CMakeCall[];
}

export interface State {
  readonly files: ProjectFiles;
  readonly configuration: Configuration;
  readonly targets: Map<string, OpenTarget>;
  readonly aliases: Map<string, string>;
  readonly definitions: Map<string, Definition>;
  readonly installed: Installed[];
  readonly open: Set<string>;
  /** Targets that ctest runs. */
  readonly tests: Set<string>;
  /** Calls that are still looked at: what loops for ever ends. */
  steps: number;
  /** How many functions and directories are open. */
  depth: number;
}

/** Where a call stands. */
export interface Frame {
  readonly scope: Scope;
  readonly state: State;
  /** A condition around it isn't known. */
  readonly apart: boolean;
}

/** What a command does with its arguments. */
export type Command = (given: readonly string[], frame: Frame) => void;

export type Commands = Readonly<Record<string, Command>>;
