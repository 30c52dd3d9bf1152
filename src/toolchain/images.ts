/** What a toolchain says of a base image: that it knows it, or why a file on it isn't split. */
import type { ImageFacts } from '../evaluate/types.ts';
import type { Toolchain } from './toolchain.ts';

type Recognised = Exclude<ReturnType<Toolchain['image']>, undefined>;

/** @param assumed what is taken for granted of it, in words. */
export function knownImage(facts: ImageFacts, assumed: string | undefined): Recognised {
  return {
    kind: 'toolchain',
    facts,
    ...(assumed === undefined
      ? {}
      : { assumption: { code: 'base-image', message: assumed, evidence: undefined } }),
  };
}

/** One that is only like those of the toolchain. */
export function unknownBase(message: string, advice: string): Recognised {
  return { kind: 'refused', refusal: { code: 'unknown-base', message, advice } };
}

/** One that has the name of the official image, and is another. */
export function lookalikeOf(name: string): Recognised {
  return unknownBase(
    `the base image has ${name} in its name, but it is not the official one: what it contains is not known`,
    `base the file on the official ${name} image, or say in the configuration that this one is like it`,
  );
}

export const windowsBase: Recognised = {
  kind: 'refused',
  refusal: {
    code: 'windows-base',
    message: 'the base image is a Windows image',
    advice: 'nothing: dfopt splits Linux images only',
  },
};
