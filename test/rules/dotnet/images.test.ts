/** Which references are images with the SDK of .NET, what they set, and the images that a program of theirs runs on. */
import { describe, expect, it, test } from 'vitest';
import { dotnet } from '../../../rules/dotnet/index.ts';
import { dotnetRuntimes, whyNoRuntime } from '../../../rules/dotnet/images/images.ts';
import { namedImage } from '../../../rules/dotnet/images/tags.ts';
import { parseReference } from '../../../src/image/reference.ts';
import type { ImageReference } from '../../../src/image/types.ts';
import type { ImageFacts } from '../../../src/evaluate/types.ts';

function referenceOf(text: string): ImageReference {
  const reference = parseReference(text);
  if (reference === undefined) throw new Error(`${text} is no reference`);
  return reference;
}

function factsOf(text: string): ImageFacts {
  const found = dotnet.image(referenceOf(text));
  if (found?.kind !== 'toolchain') throw new Error(`${text} is not known`);
  return found.facts;
}

/** The images without the SDK, from the smallest on. */
function runtimesOf(text: string, written = text): readonly string[] {
  return dotnetRuntimes(factsOf(text), { reference: referenceOf(text), written }).map(
    ({ reference }) => reference,
  );
}

function usersOf(text: string): readonly string[] {
  return factsOf(text).accounts?.users.map(({ name }) => name) ?? [];
}

function urlsOf(text: string): string | undefined {
  return factsOf(text).env['ASPNETCORE_URLS'];
}

const ofMicrosoft = 'mcr.microsoft.com/dotnet';

describe('the image without the SDK', () => {
  test.each([
    ['sdk:8.0', 'aspnet:8.0'],
    ['sdk:8.0-alpine', 'aspnet:8.0-alpine'],
    ['sdk:8.0-alpine3.20-amd64', 'aspnet:8.0-alpine3.20-amd64'],
    ['sdk:8.0-bookworm-slim', 'aspnet:8.0-bookworm-slim'],
    ['sdk:8.0.404', 'aspnet:8.0.11'],
    ['sdk:8.0.404-jammy', 'aspnet:8.0.11-jammy'],
    ['sdk:8.0.499', 'aspnet:8.0'],
    ['sdk:6.0.100-focal', 'aspnet:6.0.0-focal'],
    ['sdk:10.0-noble-aot', 'aspnet:10.0-noble'],
    ['sdk:10.0-aot', 'aspnet:10.0'],
    ['sdk:11.0.100-preview.7', 'aspnet:11.0.0-preview.7'],
    ['sdk:5.0-buster-slim', 'aspnet:5.0-buster-slim'],
    ['sdk:3.1-buster', 'aspnet:3.1-buster-slim'],
    ['sdk:3.1-bullseye', 'aspnet:3.1-bullseye-slim'],
    ['core/sdk:2.2', 'core/aspnet:2.2'],
    ['core/sdk:2.2-stretch', 'core/aspnet:2.2-stretch-slim'],
    ['core/sdk:3.1-bionic', 'core/aspnet:3.1-bionic'],
    ['nightly/sdk:9.0', 'nightly/aspnet:9.0'],
    ['sdk', 'aspnet:latest'],
    ['sdk:latest', 'aspnet:latest'],
    ['sdk:8.0-azurelinux3.0', undefined],
    ['sdk:8.0-cbl-mariner2.0', undefined],
  ])('of %s is %s', (sdk, aspnet) => {
    expect(runtimesOf(`${ofMicrosoft}/${sdk}`).at(-1)).toBe(
      aspnet === undefined ? undefined : `${ofMicrosoft}/${aspnet}`,
    );
  });

  it('is one of three', () => {
    expect(runtimesOf(`${ofMicrosoft}/sdk:9.0`)).toEqual([
      `${ofMicrosoft}/runtime-deps:9.0`,
      `${ofMicrosoft}/runtime:9.0`,
      `${ofMicrosoft}/aspnet:9.0`,
    ]);
  });

  it('lies in the registry of the other', () => {
    expect(runtimesOf('registry.example.com/dotnet/sdk:8.0').at(-1)).toBe(
      'registry.example.com/dotnet/aspnet:8.0',
    );
  });

  it('keeps a variable whose value names both, and no other', () => {
    const read = `${ofMicrosoft}/sdk:8.0-alpine`;
    expect(runtimesOf(read, `${ofMicrosoft}/sdk:\${TAG}`).at(-1)).toBe(`${ofMicrosoft}/aspnet:\${TAG}`);
    const numbered = `${ofMicrosoft}/sdk:8.0.404`;
    const written = `${ofMicrosoft}/sdk:$TAG`;
    expect(runtimesOf(numbered, written)).toEqual([]);
    expect(whyNoRuntime(referenceOf(numbered), written)).toContain('build argument');
    expect(whyNoRuntime(referenceOf(read), read)).toBeUndefined();
  });

  it('is that of Microsoft for an image that is said to be like one', () => {
    expect(runtimesOf('dotnet:8.0').at(-1)).toBe(`${ofMicrosoft}/aspnet:8.0`);
  });
});

describe('what an image sets', () => {
  it('is the port of its time', () => {
    expect(urlsOf(`${ofMicrosoft}/core/sdk:2.1`)).toBe('http://+:80');
    expect(urlsOf(`${ofMicrosoft}/sdk:6.0`)).toBe('');
    expect(urlsOf(`${ofMicrosoft}/sdk:8.0`)).toBeUndefined();
    expect(factsOf(`${ofMicrosoft}/sdk:8.0`).env['ASPNETCORE_HTTP_PORTS']).toBe('8080');
  });

  it('differs from the image without the SDK on Alpine', () => {
    const text = `${ofMicrosoft}/sdk:8.0-alpine`;
    const name = 'DOTNET_SYSTEM_GLOBALIZATION_INVARIANT';
    const [base] = dotnetRuntimes(factsOf(text), { reference: referenceOf(text), written: text });
    expect(factsOf(text).env[name]).toBe('false');
    expect(base?.config.env[name]).toBe('true');
  });

  it('has a user since 8.0', () => {
    expect(usersOf(`${ofMicrosoft}/sdk:8.0`)).toContain('app');
    expect(usersOf(`${ofMicrosoft}/sdk:7.0`)).not.toContain('app');
  });
});

describe('other images', () => {
  test.each([
    ['microsoft/dotnet:2.1-sdk', 'removed'],
    ['microsoft/aspnetcore-build', 'removed'],
    ['microsoft/mssql-server-linux', undefined],
    [`${ofMicrosoft}/sdk:8.0-nanoserver-ltsc2022`, 'windows'],
    [`${ofMicrosoft}/framework/sdk:4.8`, 'windows'],
    [`${ofMicrosoft}/aspnet:8.0`, undefined],
    [`${ofMicrosoft}/runtime:8.0`, undefined],
    [`${ofMicrosoft}/monitor:8`, undefined],
    ['bitnami/dotnet-sdk:8', 'lookalike'],
    ['mcr.microsoft.com/devcontainers/dotnet:8.0', 'lookalike'],
    ['mono:6', undefined],
    ['node:20', undefined],
  ])('%s is %s', (text, kind) => {
    expect(namedImage(referenceOf(text))?.kind).toBe(kind);
  });
});
