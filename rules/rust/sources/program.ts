/** What the sources of a Rust program say about it. */
import { cEffects, type CEffect } from '../../../src/split/uses/c/library.ts';
import type { Finding, SourceEvidence } from '../../../src/split/uses/types.ts';
import { evidenceAt, textLines } from '../../../src/split/uses/source-lines.ts';
import { findingsOf } from './analysis/findings.ts';
import { mentionsIn } from './analysis/mentions.ts';
import { evidenceOf, programOf, type Program } from './analysis/model.ts';
import { onlyComputes } from './knowledge/computing.ts';
import { certificateCrates, knownCrates } from './knowledge/crates.ts';
import { scriptOutput } from './script-output.ts';
import { localeFunctions, type Effect } from './knowledge/facts.ts';
import { includedPath, readSources, type Module, type Sources } from './loading/modules.ts';
import { isName } from './syntax/cursor.ts';
import type { Tokens } from './syntax/tokens.ts';
import type { BuildSettings, ProgramFacts, SourceFiles, UnreadCrate } from './knowledge/types.ts';
import { posix } from 'node:path';

/** Whether it is known what a crate does, without its sources. */
function isKnownCrate(name: string): boolean {
  return onlyComputes(name) || knownCrates()[name] !== undefined;
}

/**
 * Reads a program from its main file along its modules and the crates that are there. Never throws; what isn't there is in
 * `missing` and `unread`.
 */
export function readProgram(files: SourceFiles, settings: BuildSettings): ProgramFacts {
  const { root, directory, workspace } = settings;
  const sources = readSources(root, directory, workspace, files, isKnownCrate);
  const program = programOf(sources, settings);
  const mentions = mentionsIn(sources);
  const { findings, mentions: counted } = findingsOf(mentions, program);
  const used = cratesUsed(sources);
  return {
    complete: sources.roots.has(root) && sources.missing.length === 0,
    missing: sources.missing,
    unread: used.filter(({ name }) => !isKnownCrate(name)),
    generated: generatedCode(program),
    scriptOutput: scriptOutput(sources, files),
    findings: [
      ...findings,
      ...used.flatMap(alwaysDone),
      ...foreignCode(sources),
      ...embeddedInDebug(sources, settings),
      ...variablesOfArguments(program),
      ...certificates(used, settings),
    ],
    mentions: counted,
  };
}

interface UsedCrate extends UnreadCrate {
  readonly own: boolean;
}

/** Crates that were not read and that the sources name; one that nothing names is not linked in. */
function cratesUsed(sources: Sources): readonly UsedCrate[] {
  const used = new Map<string, UsedCrate>();
  for (const { crate } of sources.roots.values()) {
    const named = namesOf(sources.modules.filter((module) => module.crate === crate));
    for (const [name, dependency] of crate.package.dependencies) {
      if (dependency.kind === 'source' && sources.roots.has(dependency.root)) continue;
      if (!named.has(name) || used.has(dependency.package)) continue;
      used.set(dependency.package, {
        name: dependency.package,
        evidence: dependency.evidence,
        own: crate.own,
      });
    }
  }
  return [...used.values()];
}

function namesOf(modules: readonly Module[]): ReadonlySet<string> {
  const names = new Set<string>();
  const collect = (tokens: Tokens): void => {
    for (const token of tokens) {
      if (token.kind === 'group') collect(token.tokens);
      else if (token.kind === 'name') names.add(token.text);
    }
  };
  for (const source of new Set(modules.map((module) => module.source))) collect(source.tokens);
  return names;
}

/** What using a crate does, whatever is called of it. */
function alwaysDone({ name, evidence, own }: UsedCrate): readonly Finding[] {
  const facts = knownCrates()[name];
  return (facts?.always ?? []).map((effect) => ({
    kind: effect.kind,
    name: nameOf(effect),
    ...(effect.optional === true ? { optional: true } : {}),
    evidence,
    inModule: name,
    own: own && effect.kind !== 'environment',
  }));
}

function nameOf({ name }: Effect): Finding['name'] {
  switch (name.from) {
    case 'text':
      return { known: true, text: name.text };
    case 'beginning':
      return { known: false, expression: `${name.text}…`, prefix: name.text };
    case 'unknown':
    case 'argument':
      return { known: false, expression: '…', prefix: '' };
    case 'nothing':
      return undefined;
  }
}

/** `include!(concat!(env!("OUT_DIR"), "/made.rs"))`: what a build script wrote is part of the program. */
function generatedCode({ macros, sources }: Program): readonly SourceEvidence[] {
  const read = new Set(sources.modules.map(({ source }) => source.path));
  return macros.flatMap(({ expression, scope }) => {
    if (read.has(includedPath(expression.tokens, scope.module) ?? '')) return [];
    const name = expression.segments.at(-1);
    const made = name === 'include' || (name === 'include_proto' && expression.segments.length > 1);
    return made ? [evidenceOf(scope.module, expression.start)] : [];
  });
}

/**
 * `extern "C" { … }`: what that code does is not read, but for what functions of the C library do by themselves: of what they are
 * given nothing is known.
 */
function foreignCode({ modules }: Sources): readonly Finding[] {
  return modules.flatMap((module) =>
    module.items.flatMap((item): readonly Finding[] => {
      if (item.kind !== 'foreign') return [];
      const names = item.tokens.flatMap((token) => (token.kind === 'name' ? [token.text] : []));
      const loads = names.some((name) => (cEffects(name) ?? []).some(isLoading));
      const asks = names.some((name) => localeFunctions.has(name));
      const common = {
        evidence: evidenceOf(module, item.start),
        inModule: module.crate.package.name,
        own: module.crate.own,
      };
      const kinds = [
        'c-code' as const,
        ...(loads ? ['shared-library' as const] : []),
        ...(asks ? ['locale' as const] : []),
      ];
      const functions = item.tokens.flatMap((token, index, all) =>
        token.kind === 'name' && isName(all[index - 1], 'fn') ? [token.text] : [],
      );
      return [
        ...kinds.map((kind) => ({ kind, name: undefined, ...common })),
        ...functions.flatMap((name) => calledOutOfSight(name)).map((finding) => ({ ...finding, ...common })),
      ];
    }),
  );
}

/** What a function of the C library does with arguments that aren't seen. */
function calledOutOfSight(name: string): readonly Pick<Finding, 'kind' | 'name' | 'arguments'>[] {
  const unseen: Finding['name'] = { known: false, expression: `${name}(…)`, prefix: '' };
  return (cEffects(name) ?? [])
    .filter((effect) => effect.kind !== 'shared-library' && effect.type !== true)
    .map(({ kind, text, plain, shell }) => {
      if (shell === true)
        return { kind, name: { known: true, text: 'sh' }, arguments: [{ known: true, text: '-c' }, unseen] };
      if (plain === true) return { kind, name: undefined };
      return { kind, name: text === undefined ? unseen : { known: true, text } };
    });
}

function isLoading({ kind, text }: CEffect): boolean {
  return kind === 'shared-library' && text === undefined;
}

/** `#[derive(RustEmbed)] #[folder = "static/"]`: a debug build reads the files where they were. Source: rust-embed's README. */
function embeddedInDebug({ modules }: Sources, { debug }: BuildSettings): readonly Finding[] {
  if (!debug) return [];
  return modules.flatMap((module) =>
    module.items.flatMap((item): readonly Finding[] => {
      if (item.kind !== 'type' || !item.attributes.some(derivesEmbed)) return [];
      const folder = item.attributes.map(folderOf).find((path) => path !== undefined);
      if (folder === undefined) return [];
      return [
        {
          kind: 'read-directory',
          name: { known: true, text: posix.resolve(module.crate.package.directory, folder) },
          evidence: evidenceOf(module, item.start),
          inModule: module.crate.package.name,
          own: module.crate.own,
        },
      ];
    }),
  );
}

function derivesEmbed([first, group]: Tokens): boolean {
  return (
    isName(first, 'derive') &&
    group?.kind === 'group' &&
    group.tokens.some((token) => isName(token, 'RustEmbed') || isName(token, 'Embed'))
  );
}

function folderOf([first, , value]: Tokens): string | undefined {
  return isName(first, 'folder') && value?.kind === 'text' ? value.value : undefined;
}

/** `#[arg(env = "NAME")]`. Source: clap, "derive reference". */
function variablesOfArguments({ fields }: Program): readonly Finding[] {
  return [...fields.values()].flat().flatMap(({ field, module }) =>
    field.attributes.flatMap(([, group]) =>
      (group?.kind === 'group' ? group.tokens : []).flatMap((token, index, all): readonly Finding[] => {
        if (!isName(token, 'env')) return [];
        const value = all[index + 2];
        const text = value?.kind === 'text' ? value.value : field.name.toUpperCase();
        return [
          {
            kind: 'environment',
            name: { known: true, text },
            evidence: evidenceOf(module, field.start),
            inModule: module.crate.package.name,
            own: module.crate.own,
          },
        ];
      }),
    ),
  );
}

/** Who connects with TLS, by what is linked in: the calls don't tell. */
function certificates(
  used: readonly UsedCrate[],
  { linked, directory, workspace }: BuildSettings,
): readonly Finding[] {
  const remote = used.some(({ name }) => !onlyComputes(name));
  const found =
    linked === undefined ? (remote ? '' : undefined) : certificateCrates.find((name) => linked.has(name));
  if (found === undefined) return [];
  const place =
    linked === undefined ? posix.join(directory, 'Cargo.toml') : posix.join(workspace, 'Cargo.lock');
  const evidence = { ...evidenceAt(textLines(place, ''), 0), text: found };
  return [{ kind: 'tls-client', name: undefined, evidence, inModule: found, own: false }];
}
