/** What the configuration and the command line say about each file of a run. */
import { basename, relative } from 'node:path';
import type { BaseSet } from '../../image/base-sets.ts';
import type { Pins } from '../../image/pins.ts';
import type { Confidence, ExtraStage } from '../../rule/types.ts';
import { type ConfigurationFinder, type Loaded, configurationLines, settingsFor } from './find.ts';
import type { Input } from '../inputs.ts';
import type { Decision } from '../run.ts';

/** Where configurations come from: searched for, one file for all, or none. */
export type ConfigurationSource =
  | { readonly kind: 'search' }
  | { readonly kind: 'none' }
  | { readonly kind: 'file'; readonly loaded: Loaded };

export interface Asked {
  readonly source: ConfigurationSource;
  /** From the command line; decides over every configuration. */
  readonly confidence: Confidence | undefined;
  /** From the command line, as `confidence`; rules it says nothing of are as the configuration has them. */
  readonly rules?: Readonly<Record<string, boolean>>;
  /** Stages to add. */
  readonly stages?: readonly ExtraStage[];
  /** From the command line, as `confidence`. */
  readonly baseSet?: BaseSet;
  /** Of the lock file. */
  readonly pins?: Pins;
  readonly cwd: string;
}

/** A function that decides file by file. */
export function decider(finder: ConfigurationFinder, asked: Asked): (input: Input) => Promise<Decision> {
  return async (input) => {
    const found = await configurationOf(finder, asked.source, input);
    if (found !== undefined && !found.ok) {
      const [why] = configurationLines(found.problems, relative(asked.cwd, found.file));
      return {
        kind: 'failure',
        failure: { code: 'bad-configuration', ...(why === undefined ? {} : { why }) },
      };
    }
    const settings = settingsFor(input.absolute, found);
    if (settings.excluded) return { kind: 'excluded', by: `exclude in ${basename(found?.file ?? '')}` };
    const baseSet = asked.baseSet ?? settings.baseSet.value;
    return {
      kind: 'options',
      options: {
        confidence: asked.confidence ?? settings.confidence.value,
        rules: { ...settings.rules.value, ...asked.rules },
        ...(asked.stages === undefined ? {} : { stages: asked.stages }),
        ...(settings.bases.value === undefined ? {} : { bases: settings.bases.value }),
        ...(baseSet === undefined ? {} : { baseSet }),
        ...(asked.pins === undefined ? {} : { pins: asked.pins }),
        root: settings.root.value,
        ...(settings.toolchains.value === undefined ? {} : { toolchains: settings.toolchains.value }),
      },
    };
  };
}

async function configurationOf(
  finder: ConfigurationFinder,
  source: ConfigurationSource,
  input: Input,
): Promise<Loaded | undefined> {
  switch (source.kind) {
    case 'none':
      return undefined;
    case 'file':
      return source.loaded;
    case 'search':
      return finder.nearest(input.absolute, input.directory);
  }
}
