/** Shells that are started, and what they are given to run: a script as text, or a file. */
import { isAbsent } from '../../../evaluate/files/lookup.ts';
import type { Need } from '../../../rule/need.ts';
import { otherUserOf } from '../../../shell/accounts.ts';
import type { Value } from '../../../shell/types.ts';
import { wrappedBy } from '../../../shell/wrappers.ts';
import { met, scriptNotKnown, together, withNeeds, type StartedNeeds } from './answer.ts';
import { filesBelow } from './files-below.ts';
import { as, inTurn, pathOf, type StartScene } from './scene.ts';
import { scriptNeeds, startupNeeds, writtenNeeds } from './scripts.ts';

/** A shell, with what it is given and what it reads before. */
export function shellNeeds(
  path: string,
  because: string,
  words: readonly Value[],
  scene: StartScene,
): StartedNeeds {
  const { evidence } = scene;
  return together(
    [
      withNeeds([{ kind: 'shell', path, because, evidence }], givenNeeds(words, scene)),
      startupNeeds(words, scene),
    ],
    true,
  );
}

/** A script that is given to a shell through another command: `su app -c TEXT`. */
export function wrappedScriptNeeds(words: readonly Value[], text: Value, scene: StartScene): StartedNeeds {
  const because = `${words[0]?.text ?? 'a command'} gives it a script`;
  const theirs = as(otherUserOf(words), scene);
  const script = textNeeds(text, inTurn(theirs));
  return together(
    [
      withNeeds([{ kind: 'shell', path: '/bin/sh', because, evidence: scene.evidence }], script),
      startupNeeds(words, scene),
    ],
    true,
  );
}

/** A text of which a part isn't known may do more than what stands in it. */
function textNeeds({ text, template }: Value, scene: StartScene): StartedNeeds {
  if (text !== undefined) return scriptNeeds(text, scene);
  return template === undefined
    ? scriptNotKnown()
    : together([scriptNotKnown(), scriptNeeds(template, scene)], false);
}

/** `sh -c TEXT` and `sh FILE …`. */
function givenNeeds(words: readonly Value[], scene: StartScene): StartedNeeds {
  const { stage, starter } = scene;
  const wrapped = wrappedBy(words);
  if (wrapped?.kind === 'script') {
    return textNeeds(wrapped.text, scene);
  }
  const operand = words.findIndex(({ text }, at) => at > 0 && (text === undefined || !/^[-+]/.test(text)));
  const file = words[operand];
  // With -s what follows are its arguments, and commands come by its input (POSIX XCU, sh).
  const readsInput = words.slice(1, operand).some(({ text = '' }) => /^-[a-zA-Z]*s/.test(text));
  if (file === undefined || readsInput) return scriptNotKnown();
  if (file.text === undefined) return scriptsBelow(file.prefix, scene);
  const path = pathOf(file.text, scene);
  const found = stage.files.lookup(path);
  const written = isAbsent(found) ? starter.written(path) : undefined;
  if (written !== undefined) return writtenNeeds(written, path, scene);
  if (found.status === 'absent') return met([]);
  if (found.status === 'possible') return scriptNotKnown();
  return scriptFile(path, found.entry.content?.(), scene);
}

/** Any script of a directory, given to a shell. */
function scriptsBelow(prefix: string | undefined, scene: StartScene): StartedNeeds {
  const files = filesBelow(prefix, scene);
  const scripts = files.paths.map((path) => scriptFile(path, scene.stage.files.read(path), inTurn(scene)));
  return together(scripts, files.complete);
}

function scriptFile(path: string, content: string | undefined, scene: StartScene): StartedNeeds {
  const { evidence } = scene;
  const itself: Need = { kind: 'file', path, directory: false, because: 'it is started', evidence };
  return content === undefined ? scriptNotKnown([itself]) : withNeeds([itself], scriptNeeds(content, scene));
}
