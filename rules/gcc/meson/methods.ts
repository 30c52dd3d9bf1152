/** Methods of values and objects. Source: the Meson reference manual, "Elementary types", "Builtin objects", "Returned objects". */
import { posix } from 'node:path';
import type { Frame } from './state.ts';
import type { Arguments, MesonValue } from './types.ts';
import { boolean, flat, list, noParts, nothing, text, textOf, unknown } from './values.ts';

export function methodOf(of: MesonValue, name: string, given: Arguments, frame: Frame): MesonValue {
  const positional = given.positional.map(frame.value).flatMap(flat);
  switch (of.kind) {
    case 'object':
      return ofObject(of.name, name, positional, frame);
    case 'text':
      return ofText(of.text, name, positional);
    case 'array':
      return ofArray(of.items, name, positional);
    case 'dictionary':
      return ofDictionary(of.entries, name, positional);
    case 'dependency':
      return ofDependency(of, name);
    default:
      return unknown(`${name}()`);
  }
}

function ofObject(
  object: Extract<MesonValue, { kind: 'object' }>['name'],
  name: string,
  [first]: readonly MesonValue[],
  { state, relative }: Frame,
): MesonValue {
  const { configuration, title } = state;
  const known = (value: string | undefined): MesonValue =>
    value === undefined ? unknown(name) : text(value);
  switch (object) {
    case 'meson':
      switch (name) {
        case 'get_compiler':
          return { kind: 'object', name: 'compiler' };
        case 'project_name':
          return known(title.name);
        case 'project_version':
          return known(title.version);
        case 'source_root':
        case 'project_source_root':
        case 'global_source_root':
          return text(configuration.source);
        case 'build_root':
        case 'project_build_root':
        case 'global_build_root':
          return text(configuration.build);
        case 'current_source_dir':
          return text(posix.join(configuration.source, relative));
        case 'current_build_dir':
          return text(posix.join(configuration.build, relative));
        case 'is_subproject':
        case 'is_cross_build':
          return boolean(false);
        case 'add_install_script':
          state.more.set('a script of the project runs when it is installed', undefined);
          return nothing;
        default:
          return unknown(`meson.${name}()`);
      }
    case 'compiler': {
      if (name !== 'find_library') return unknown(`${name}()`);
      const library = textOf(first);
      if (library === undefined) return unknown('find_library()');
      return { kind: 'dependency', parts: { ...noParts, links: [`-l${library}`] } };
    }
    case 'host':
      return name === 'system' || name === 'kernel' ? text('linux') : unknown(`${name}()`);
    case 'configuration':
      return nothing;
  }
}

function ofText(value: string, name: string, given: readonly MesonValue[]): MesonValue {
  const other = textOf(given[0]);
  switch (name) {
    case 'to_lower':
      return text(value.toLowerCase());
    case 'to_upper':
      return text(value.toUpperCase());
    case 'strip':
      return text(value.trim());
    case 'underscorify':
      return text(value.replaceAll(/[^a-zA-Z0-9]/g, '_'));
    case 'startswith':
      return other === undefined ? unknown(name) : boolean(value.startsWith(other));
    case 'endswith':
      return other === undefined ? unknown(name) : boolean(value.endsWith(other));
    case 'contains':
      return other === undefined ? unknown(name) : boolean(value.includes(other));
    case 'format':
      return filled(value, given);
    case 'join':
      return joined(value, given);
    case 'replace': {
      const to = textOf(given[1]);
      return other === undefined || to === undefined ? unknown(name) : text(value.replaceAll(other, to));
    }
    case 'split':
      return list((other === undefined ? value.trim().split(/\s+/) : value.split(other)).map(text));
    default:
      return unknown(`${name}()`);
  }
}

/** `'@0@'.format(value)` */
function filled(pattern: string, given: readonly MesonValue[]): MesonValue {
  const texts = given.map((one) => (one.kind === 'boolean' ? String(one.value) : textOf(one)));
  const result = pattern.replaceAll(/@(\d+)@/g, (whole, index: string) => texts[Number(index)] ?? whole);
  return texts.includes(undefined) ? unknown('format()') : text(result);
}

function joined(between: string, given: readonly MesonValue[]): MesonValue {
  const texts = given.map(textOf).filter((one) => one !== undefined);
  return texts.length === given.length ? text(texts.join(between)) : unknown('join()');
}

function ofArray(items: readonly MesonValue[], name: string, [first]: readonly MesonValue[]): MesonValue {
  if (name === 'length') return { kind: 'number', value: items.length };
  if (name === 'get' && first?.kind === 'number') return items[first.value] ?? unknown('an item');
  return unknown(`${name}()`);
}

function ofDictionary(
  entries: ReadonlyMap<string, MesonValue>,
  name: string,
  [first, other]: readonly MesonValue[],
): MesonValue {
  const key = textOf(first);
  if (name === 'keys') return list([...entries.keys()].map(text));
  if (key === undefined) return unknown(`${name}()`);
  if (name === 'has_key') return boolean(entries.has(key));
  return name === 'get' ? (entries.get(key) ?? other ?? unknown(key)) : unknown(`${name}()`);
}

/** Whether it is there the system decides; it counts either way. */
function ofDependency(of: Extract<MesonValue, { kind: 'dependency' }>, name: string): MesonValue {
  return name === 'partial_dependency' || name === 'as_system' || name === 'as_link_whole'
    ? of
    : unknown(`${name}()`);
}
