/** Libraries that the dynamic loader puts into every program before all others, and into no static one. Source: ld.so(8). */
import type { Stage, StepId } from '../../evaluate/types.ts';
import { preloadList } from '../../image/implicit-files.ts';

export interface Preloaded {
  /** What names them: a variable, or the loader's list. */
  readonly by: string;
  /** undefined where they can't be told. */
  readonly names: readonly string[] | undefined;
  readonly step: StepId | undefined;
}

/** The author's: by a variable of the image, or by the loader's list. */
export function preloadedLibraries({ state, files }: Stage): readonly Preloaded[] {
  const variable = state.env.get('LD_PRELOAD');
  const ofVariable: readonly Preloaded[] =
    variable === undefined || variable.origin === 'base'
      ? []
      : [{ by: 'LD_PRELOAD', names: namesIn(variable.text), step: variable.origin }];
  const found = files.lookup(preloadList);
  const origin = found.status === 'present' ? found.entry.origin : undefined;
  const ofList: readonly Preloaded[] =
    origin === undefined || origin.by === 'base'
      ? []
      : [{ by: preloadList, names: namesIn(files.read(preloadList)), step: origin.step }];
  return [...ofVariable, ...ofList].filter(({ names }) => names?.length !== 0);
}

/** Whether a library is one that the author put there. */
export function isAuthorsLibrary(name: string, { files }: Stage): boolean {
  const found = name.startsWith('/') ? files.lookup(name) : undefined;
  return found?.status === 'present' && !['base', 'package'].includes(found.entry.origin.by);
}

/** By spaces, colons and lines; the list has comments as well (glibc, elf/rtld.c). */
function namesIn(text: string | undefined): readonly string[] | undefined {
  return text
    ?.replaceAll(/#.*/g, ' ')
    .split(/[\s:]+/)
    .filter((name) => name !== '');
}
