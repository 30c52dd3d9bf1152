/**
 * Sets of runtime bases that teams have, each with the image that stands for a family. A set is all there is: what none of
 * its images meets is refused. Sources of the names and of what the images are: known-bases.ts.
 */
import type { BaseFamily, RuntimeBase } from './bases.ts';
import type { BaseDeclaration } from './declared-bases.ts';
import { distrolessGenerations } from './distributions.ts';
import { knownBase } from './known-bases.ts';

export const baseSets = [
  'debian',
  'distroless',
  'distroless-nonroot',
  'chainguard',
  'dhi',
  'alpine',
] as const;

export type BaseSetName = (typeof baseSets)[number];

/** A set, and the registry with the organisation that its images are taken from. */
export interface BaseSet {
  readonly name: BaseSetName;
  /** `cgr.dev/acme`, `registry.example.com/mirror`; undefined for where they are published. */
  readonly from?: string | undefined;
}

/** What stands in a set for a stock image; undefined where it has none. */
export function baseOfSet({ name, from }: BaseSet, stock: RuntimeBase): BaseDeclaration | undefined {
  const image = members[name](stock);
  if (image === undefined) return undefined;
  const { place, repository, root } = image;
  const published = place === '' ? repository : `${place}/${repository}`;
  const taken = from ?? place;
  const at = (path: string): string => (taken === '' || path === 'scratch' ? path : `${taken}/${path}`);
  const known = knownBase(published)?.declaration ?? {};
  return { ...known, ref: at(repository), ...(root === undefined ? {} : { root: at(root) }) };
}

/** Where an image is published, and what it is called there. */
interface Member {
  readonly place: string;
  readonly repository: string;
  readonly root?: string;
}

type Members = Readonly<Record<BaseSetName, (stock: RuntimeBase) => Member | undefined>>;

const distrolessPlace = 'gcr.io/distroless';

const members: Members = {
  debian: (stock) => (stock.family === 'debian-slim' ? ofStock(stock) : undefined),
  distroless: (stock) => distrolessMember(stock),
  'distroless-nonroot': (stock) => {
    const member = distrolessMember(stock);
    return member === undefined
      ? undefined
      : { ...member, repository: `${member.repository}:nonroot`, root: member.repository };
  },
  chainguard: ({ family }) => {
    const name = chainguardNames[family];
    return name === undefined ? undefined : { place: 'cgr.dev/chainguard', repository: `${name}:latest` };
  },
  dhi: ({ family, release }) => {
    const repository = hardenedRepository(family, release);
    return repository === undefined ? undefined : { place: 'dhi.io', repository };
  },
  alpine: (stock) => distrolessMember(stock) ?? ofStock(stock),
};

/** An image of Docker Hub's library; scratch, too, which is none. */
function ofStock({ reference }: RuntimeBase): Member {
  return { place: '', repository: reference };
}

function distrolessMember({ family, reference }: RuntimeBase): Member | undefined {
  return family.startsWith('distroless-')
    ? { place: distrolessPlace, repository: reference.slice(distrolessPlace.length + 1) }
    : undefined;
}

const chainguardNames: Readonly<Partial<Record<BaseFamily, string>>> = {
  'distroless-static': 'static',
  'distroless-cc': 'glibc-dynamic',
  'debian-slim': 'wolfi-base',
};

/** The releases of Alpine that alpine-base has. */
const hardenedAlpine: ReadonlySet<string> = new Set(['3.22', '3.23', '3.24']);

/** `static` is tagged by the day of its certificates; there is no `latest` (docs.docker.com/dhi/migration). */
function hardenedRepository(family: BaseFamily, release: string | undefined): string | undefined {
  const generation = distrolessGenerations.find(({ codename }) => codename === release)?.generation;
  switch (family) {
    case 'distroless-static':
      return `static:20250419-${generation ?? 'debian13'}`;
    case 'distroless-base':
      return generation === undefined ? undefined : `static:20250419-glibc-${generation}`;
    case 'debian-slim':
      return `debian-base:${release === 'bookworm' ? 'bookworm' : 'trixie'}`;
    case 'alpine':
      return release !== undefined && hardenedAlpine.has(release) ? `alpine-base:${release}` : undefined;
    default:
      return undefined;
  }
}
