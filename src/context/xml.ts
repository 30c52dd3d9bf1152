/** Elements of an XML document, without namespaces. */
import { parseXml, XmlElement, XmlText, XmlCdata } from '@rgrove/parse-xml';

export interface Element {
  readonly name: string;
  /** What it holds, without the white space around it. */
  readonly text: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
}

/** The root element; undefined for a text that is not well-formed. */
export function readXml(text: string): Element | undefined {
  try {
    const { root } = parseXml(text.replace(/^\uFEFF/, ''), { ignoreUndefinedEntities: true });
    return root === null ? undefined : elementOf(root);
  } catch {
    return undefined;
  }
}

function elementOf(node: XmlElement): Element {
  const texts = node.children.flatMap((child) =>
    child instanceof XmlText || child instanceof XmlCdata ? [child.text] : [],
  );
  return {
    name: node.name.slice(node.name.indexOf(':') + 1),
    text: texts.join('').trim(),
    attributes: node.attributes,
    children: node.children.flatMap((child) => (child instanceof XmlElement ? [elementOf(child)] : [])),
  };
}

/** The first element at a path of names. */
export function at(element: Element | undefined, ...names: readonly string[]): Element | undefined {
  return names.reduce<Element | undefined>(
    (found, name) => found?.children.find((child) => child.name === name),
    element,
  );
}

/** The elements of one name at a path of names. */
export function all(element: Element | undefined, ...names: readonly string[]): readonly Element[] {
  const last = names.at(-1);
  return at(element, ...names.slice(0, -1))?.children.filter(({ name }) => name === last) ?? [];
}

/** The text at a path of names; undefined where there is none. */
export function textAt(element: Element | undefined, ...names: readonly string[]): string | undefined {
  return at(element, ...names)?.text;
}
