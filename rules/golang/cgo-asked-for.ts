/**
 * Who asks for the C library where the standard library could do without: host names and users are looked up through it
 * then, and a program without it may answer differently. Source: package net, "Name Resolution", and net/conf.go of
 * Go 1.26 (initConfVal, hostLookupOrder).
 */
import type { Build, Stage } from '../../src/evaluate/types.ts';
import { nameServices } from '../../src/image/places.ts';
import type { Evidence } from '../../src/rule/types.ts';
import { evidenceAt, evidenceOfCommand } from '../../src/rule/evidence.ts';
import { runUserOf, userGiven } from '../../src/split/needs/users.ts';
import { installedPackages } from '../../src/split/needs/installed-packages.ts';
import type { ProgramFacts, SourceEvidence } from './sources/index.ts';

interface Scene {
  readonly facts: ProgramFacts | undefined;
  readonly tags: readonly string[];
  readonly started: Stage;
  readonly build: Build;
  readonly place: (evidence: SourceEvidence) => Evidence;
}

export interface Asked {
  readonly because: string;
  readonly evidence: Evidence | undefined;
}

/** The first who asks for it; undefined where nobody does. */
export function cgoAskedFor(scene: Scene): Asked | undefined {
  return (
    byTag(scene) ??
    byVariable(scene) ??
    byConsumer(scene) ??
    byTheProgram(scene) ??
    byFile(scene) ??
    byPackage(scene) ??
    byUser(scene)
  );
}

function byTag({ tags }: Scene): Asked | undefined {
  return tags.includes('netcgo')
    ? { because: 'the build tag netcgo asks for the C library to look names up', evidence: undefined }
    : undefined;
}

/** `netdns=cgo`, `netdns=cgo+1`; a value that isn't known may say it. */
function isCgoResolver(debug: string): boolean {
  return debug
    .split(',')
    .some(
      (setting) =>
        setting.startsWith('netdns=') && setting.slice('netdns='.length).split('+').includes('cgo'),
    );
}

/** Options for the C library's resolver: where one is set, package net leaves the look-up to it. */
const resolverVariables = ['LOCALDOMAIN', 'RES_OPTIONS', 'HOSTALIASES'];

function asksBy(name: string, value: string | undefined): boolean {
  if (name === 'GODEBUG') return value === undefined || isCgoResolver(value);
  return name === 'LOCALDOMAIN' || (resolverVariables.includes(name) && value !== '');
}

function byVariable({ started, build }: Scene): Asked | undefined {
  for (const name of ['GODEBUG', ...resolverVariables]) {
    const value = started.state.env.get(name);
    if (value === undefined || value.origin === 'base' || !asksBy(name, value.text)) continue;
    const because = `${name} asks for the C library to look names up`;
    return { because, evidence: evidenceAt(build.dockerfile, value.origin) };
  }
  return undefined;
}

function byConsumer({ build }: Scene): Asked | undefined {
  for (const { environment = {}, file, line } of build.context?.consumers ?? []) {
    const name = Object.keys(environment).find((each) => asksBy(each, environment[each]));
    if (name === undefined) continue;
    return {
      because: `${name} asks for the C library to look names up`,
      evidence: { file, line, text: `${name}=${environment[name] ?? ''}` },
    };
  }
  return undefined;
}

function byTheProgram({ facts, place }: Scene): Asked | undefined {
  const found = facts?.debugSettings.find(({ setting }) => isCgoResolver(setting));
  return found === undefined
    ? undefined
    : {
        because: `${found.setting} asks for the C library to look names up`,
        evidence: place(found.evidence),
      };
}

/** Other sources of names than files and DNS are the C library's alone. */
function byFile({ started, build }: Scene): Asked | undefined {
  const found = started.files.lookup(nameServices);
  if (found.status !== 'present' || found.entry.origin.by === 'base') return undefined;
  const { origin } = found.entry;
  return {
    because: `${nameServices} is not the image’s own: it may name sources that the C library alone asks`,
    evidence: 'step' in origin ? evidenceAt(build.dockerfile, origin.step) : undefined,
  };
}

/**
 * Who runs the program has no record. The C library says so; package os/user alone takes USER and HOME for the answer, or
 * says something else (os/user/lookup_stubs.go, current).
 */
function byUser({ facts, started, build, place }: Scene): Asked | undefined {
  const asks = facts?.findings.find(({ kind, name }) => kind === 'user-lookup' && name === undefined);
  if (asks === undefined) return undefined;
  // Compose files and manifests run it as others.
  const others = (build.context?.consumers ?? []).flatMap(({ user }) =>
    user === undefined ? [] : [userGiven(user, started)],
  );
  const isThere = [runUserOf(started), ...others].every(
    (user) => user?.record !== undefined && (user.record.uid !== undefined || !user.record.changed),
  );
  if (isThere) return undefined;
  return {
    because: 'the user that it runs as has no record, which only the C library tells',
    evidence: place(asks.evidence),
  };
}

function byPackage({ started, build }: Scene): Asked | undefined {
  for (const [name, { command }] of installedPackages(started)) {
    if (!/^(libnss-|nss-|sssd)/.test(name)) continue;
    return {
      because: `${name} brings a source of names that the C library alone asks`,
      evidence: evidenceOfCommand(build.dockerfile, command),
    };
  }
  return undefined;
}
