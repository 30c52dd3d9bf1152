/** The runtime bases that there are to choose from, by what a team says of them. */
import { alpineBase, fittingBases, type BaseFamily, type RuntimeBase } from './bases.ts';
import { alpineReleases } from './distributions.ts';
import { baseOfSet, type BaseSet } from './base-sets.ts';
import { declaredBase, type BaseSetting } from './declared-bases.ts';
import { knownBase } from './known-bases.ts';
import type { Distribution } from './types.ts';

/** What settings say of runtime bases. */
export interface BaseSettings {
  /** By family; these come before the set. */
  readonly bases: Readonly<Partial<Record<BaseFamily, BaseSetting>>>;
  readonly baseSet: BaseSet | undefined;
}

/** The bases for what was built on a distribution, as the team has them. */
export function basesUnder(settings: BaseSettings, builder: Distribution): readonly RuntimeBase[] {
  const stock = fittingBases(builder);
  const foreign = takesAlpine(settings, builder) ? [foreignAlpine()] : [];
  return [...stock, ...foreign].flatMap((base) => resolved(base, settings) ?? []);
}

function resolved(stock: RuntimeBase, { bases, baseSet }: BaseSettings): RuntimeBase | undefined {
  const own = bases[stock.family];
  if (own !== undefined) return ofSetting(own, stock);
  if (baseSet === undefined) return stock;
  const member = baseOfSet(baseSet, stock);
  return member === undefined ? undefined : declaredBase(member, stock);
}

/** A reference is like the stock image, save for what is known of it, or what its name says. */
function ofSetting(setting: BaseSetting, stock: RuntimeBase): RuntimeBase {
  const declaration = typeof setting === 'string' ? { ref: setting } : setting;
  const known = knownBase(declaration.ref.replaceAll('{release}', stock.release ?? 'latest'));
  if (known === undefined) return declaredBase(declaration, stock);
  const base = declaredBase({ ...known.declaration, ...declaration }, stock);
  const told = typeof setting !== 'string' && setting.user !== undefined;
  if (known.sure || told) return base;
  const { user } = base.config;
  return {
    ...base,
    takenFor: `${base.reference} is what its name says: its containers run as ${user || 'root'}`,
  };
}

/** Alpine for what was built elsewhere, where a team asks for it. */
function takesAlpine({ baseSet }: BaseSettings, builder: Distribution): boolean {
  return baseSet?.name === 'alpine' && builder.family !== 'alpine';
}

/**
 * Alpine for what was built on another distribution. Packages have other names there than where the program was built:
 * none is installed.
 */
export function foreignAlpine(): RuntimeBase {
  return {
    ...alpineBase(alpineReleases.at(-1)?.release),
    packages: { manager: undefined },
    takenFor:
      'what is called of BusyBox does there what the commands of the same names do in the original image',
  };
}
