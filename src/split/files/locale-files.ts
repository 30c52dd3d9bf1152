/** Locales that a step of the build makes: the C library of programs and tools reads them, and no base has them. */
import type { Stage } from '../../evaluate/types.ts';
import { localeDirectory } from '../../image/places.ts';
import type { Need } from '../../rule/need.ts';
import { keptFile, type KeptFile } from './kept-files.ts';

/** Where gettext looks for the messages of each language. */
const messageDirectory = '/usr/share/locale';

/** Variables that choose a locale, and one that chooses the languages of messages (locale(7), gettext(1)). */
const localeVariables = ['LC_ALL', 'LC_MESSAGES', 'LANG', 'LANGUAGE'];

export function localeFiles(needs: readonly Need[], stage: Stage): readonly KeptFile[] {
  const { files, state } = stage;
  const made = files.opaque().some(({ under }) => under === localeDirectory);
  if (!made || !needs.some(callsSetlocale)) return [];
  const chosen = localeVariables.flatMap((name) => state.env.get(name)?.text?.split(':') ?? []);
  // Messages of tools are in English by themselves; slim images leave those of other languages away.
  const languages = new Set(
    chosen.flatMap((name) => {
      const [territory = ''] = name.split(/[.@]/);
      const [language = ''] = territory.split('_');
      return /^[a-z]{2,3}$/.test(language) && language !== 'en' ? [language, territory] : [];
    }),
  );
  return [
    keptFile(localeDirectory, true, files, 'a build step makes locales there'),
    ...[...languages].map((name): KeptFile => ({
      ...keptFile(`${messageDirectory}/${name}`, true, files, 'messages are read there'),
      perhaps: true,
    })),
  ];
}

/** Whether something runs that is linked against the C library and may be of any language. */
function callsSetlocale(need: Need): boolean {
  switch (need.kind) {
    case 'c-library':
      return need.library.kind === 'glibc';
    case 'command':
    case 'shell':
    case 'package':
    case 'runtime':
      return true;
    default:
      return false;
  }
}
