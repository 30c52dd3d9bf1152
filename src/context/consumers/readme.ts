/** What a README says of how the image is built, and whether it is worked in. */
import { isShell } from '../../shell/wrappers.ts';
import { nameOf, parentOf } from '../files/tree.ts';
import { findCommands } from './commands.ts';
import type { Draft, Finding, SourceFile } from './findings.ts';
import type { Consumer } from './types.ts';

/**
 * Commands in code. They are examples, often of much more than is done: of what they run in containers nothing is taken
 * but the arguments that they give, and that the image is started to be worked in, by its own shell or by one that is named.
 */
export function findInReadme(source: SourceFile): readonly Finding[] {
  return codeIn(source.text).flatMap(({ text, line }) =>
    findCommands({
      text,
      path: source.path,
      line,
      kind: 'readme',
      name: nameOf(source.path),
      directories: [...new Set([parentOf(source.path), ''])],
    }).flatMap((finding): readonly Finding[] => {
      const { kind, path, line: place, name, interactive } = finding.consumer;
      const shellByHand = finding.kind === 'use' ? shellOf(finding.consumer) : undefined;
      const example = finding.kind === 'use' ? exampleIn(finding.consumer) : {};
      if (
        finding.kind === 'use' &&
        interactive !== true &&
        shellByHand === undefined &&
        example.command === undefined
      )
        return [];
      const consumer = {
        kind,
        path,
        line: place,
        name,
        ...(interactive === undefined ? {} : { interactive }),
        ...(shellByHand === undefined ? {} : { shellByHand }),
        ...example,
      };
      return [{ ...finding, consumer }];
    }),
  );
}

function shellOf({ command, entrypoint }: Draft): Consumer['shellByHand'] {
  const words = entrypoint ?? command;
  const [name] = typeof words === 'string' ? [] : (words ?? []);
  if (name === undefined || !isShell(nameOf(name))) return undefined;
  return { name: nameOf(name), asEntrypoint: entrypoint !== undefined };
}

/** The words of a command, but for those that start a shell. */
function exampleIn(draft: Draft): Pick<Draft, 'command' | 'mounts' | 'example'> {
  const { command, entrypoint, mounts } = draft;
  if (entrypoint !== undefined || !Array.isArray(command) || shellOf(draft) !== undefined) return {};
  return { command, ...(mounts === undefined ? {} : { mounts }), example: true };
}

interface Code {
  readonly text: string;
  readonly line: number;
}

/** Fenced blocks, and code within a line (CommonMark 0.31, 4.5 and 6.1); a prompt before a command is none of it. */
function codeIn(text: string): readonly Code[] {
  const found: Code[] = [];
  let fence: { readonly mark: string; readonly line: number; readonly lines: string[] } | undefined;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence !== undefined) {
      if (mark?.startsWith(fence.mark) === true && line.trim() === mark) {
        found.push({ text: fence.lines.join('\n'), line: fence.line });
        fence = undefined;
      } else fence.lines.push(line.replace(/^\s*[$#>]\s+/, ''));
    } else if (mark !== undefined) fence = { mark, line: index + 2, lines: [] };
    else {
      for (const match of line.matchAll(/(?<!`)`([^`]+)`(?!`)/g)) {
        found.push({ text: match[1]?.replace(/^\s*[$#>]\s+/, '') ?? '', line: index + 1 });
      }
    }
  }
  return found;
}

/** By its usual names. */
export function isReadme(path: string): boolean {
  return /^readme(?:\.(?:md|markdown))?$/i.test(nameOf(path));
}
