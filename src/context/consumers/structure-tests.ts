/** Files of container-structure-test: commands that it runs in a container (github.com/GoogleContainerTools/container-structure-test). */
import type { Finding, ImageName, SourceFile } from './findings.ts';
import { at, itemsOf, textOf, textsOf, type DataNode } from './nodes.ts';
import { readYaml } from './yaml.ts';

/** How a call of the tool and the file that it is given know each other. */
export function testsIn(path: string): ImageName {
  return { by: 'container', text: `structure tests ${path}` };
}

/** The commands of a file's tests, with those before and after them. */
export function findInStructureTests({ path, text }: SourceFile): readonly Finding[] {
  const tests = readYaml(text).flatMap((document) => itemsOf(at(document, 'commandTests')));
  return tests.flatMap((test): readonly Finding[] => {
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
}

/** One command of a list of commands: a list of words. */
function wordsOf(node: DataNode): readonly string[] {
  return textsOf(node);
}
