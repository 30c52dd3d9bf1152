/**
 * Files of container-structure-test: commands that it runs in a container, and files that it looks for there
 * (github.com/GoogleContainerTools/container-structure-test).
 */
import type { Finding, ImageName, SourceFile } from './findings.ts';
import { at, itemsOf, textOf, textsOf, type DataNode } from './nodes.ts';
import { readYaml } from './yaml.ts';

/** How a call of the tool and the file that it is given know each other. */
export function testsIn(path: string): ImageName {
  return { by: 'container', text: `structure tests ${path}` };
}

/** A cheap test whether a text may be such a file. */
export const namesTests = /^(?:commandTests|fileExistenceTests|fileContentTests)[ \t]*:/m;

/** The commands of a file's tests, with those before and after them, and the files of others. */
export function findInStructureTests({ path, text }: SourceFile): readonly Finding[] {
  const documents = readYaml(text);
  const testsOf = (key: string): readonly DataNode[] =>
    documents.flatMap((document) => itemsOf(at(document, key)));
  const files = [...testsOf('fileExistenceTests'), ...testsOf('fileContentTests')].filter(
    (test) => textOf(at(test, 'shouldExist')) !== 'false',
  );
  const looked = files.flatMap((test): readonly Finding[] => {
    const takes = textsOf(at(test, 'path'));
    const name = textOf(at(test, 'name')) ?? 'file test';
    const consumer = { kind: 'test', path, line: test.line, name, takes } as const;
    return takes.length === 0 ? [] : [{ kind: 'use', of: testsIn(path), names: [], consumer }];
  });
  const started = testsOf('commandTests').flatMap((test): readonly Finding[] => {
    const command = textOf(at(test, 'command'));
    const own = command === undefined ? [] : [[command, ...textsOf(at(test, 'args'))]];
    const around = ['setup', 'teardown'].flatMap((key) => itemsOf(at(test, key)).map(wordsOf));
    const runs = [...own, ...around].filter((words) => words.length > 0);
    const name = textOf(at(test, 'name')) ?? 'command test';
    return runs.length === 0
      ? []
      : [
          {
            kind: 'use',
            of: testsIn(path),
            names: [],
            consumer: { kind: 'test', path, line: test.line, name, runs },
          },
        ];
  });
  return [...looked, ...started];
}

/** One command of a list of commands: a list of words. */
function wordsOf(node: DataNode): readonly string[] {
  return textsOf(node);
}
