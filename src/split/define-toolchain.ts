/** Makes a rule of what is known of a toolchain. */
import type { Rule } from '../rule/types.ts';
import type { Toolchain } from '../toolchain/toolchain.ts';
import { split } from './split.ts';
import { stageToSplit } from './stage-to-split.ts';

/** The rule that splits images of the toolchain. */
export function defineToolchain(toolchain: Toolchain): Rule {
  return {
    name: toolchain.name,
    phase: 'structure',
    description: toolchain.description,
    codes: toolchain.codes,
    knowledge: {
      image: (reference) => {
        const found = toolchain.image(reference);
        return found?.kind === 'toolchain' ? found.facts : undefined;
      },
      installed: (setup) => {
        const found = toolchain.installed?.(setup);
        if (found === undefined) return undefined;
        const { version, ...installation } = found;
        return { ...setup.facts, toolchain: toolchain.name, version, installation };
      },
      mayInstall: (text) => toolchain.mentionedBy?.test(text) === true,
      ...toolchain.models,
    },
    check: (build, settings) => {
      const found = stageToSplit(build, toolchain, settings);
      return found.kind === 'stage' ? split(build, found, toolchain, settings) : found;
    },
  };
}
