/** How the corpus is gone through: its files stand alone, so what is around them is made up here. */
import type { memoryContext } from '../../src/context/memory.ts';
import type { MigrateOptions } from '../../src/index.ts';

/** What most of these files copy: a module and one program at its root. */
const moduleFiles: Readonly<Record<string, string>> = {
  'go.mod': 'module example.com/app\n\ngo 1.24\n',
  'main.go': 'package main\n\nimport "fmt"\n\nfunc main() { fmt.Println("app") }\n',
};

/** By name; the context is made by the given function, so that another checkout can take its own. */
export function settingsWith(contextOf: typeof memoryContext): Readonly<Record<string, MigrateOptions>> {
  return {
    'without a context': {},
    'with a module as context': { context: contextOf(moduleFiles) },
    'where every plausible reading counts': { confidence: 'possible' },
    'with all extra stages': { stages: ['test', 'debug', 'delve'] },
  };
}
