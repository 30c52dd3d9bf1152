/** Make's own notion of words and patterns (GNU make manual, "Functions for String Substitution and Analysis"). */

/** The words of a text. */
export function wordsOf(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

/** The stem that a pattern with one `%` leaves of a word; undefined when it doesn't match. */
export function stemOf(pattern: string, word: string): string | undefined {
  const percent = pattern.indexOf('%');
  if (percent === -1) return pattern === word ? '' : undefined;
  const prefix = pattern.slice(0, percent);
  const suffix = pattern.slice(percent + 1);
  if (word.length < prefix.length + suffix.length || !word.startsWith(prefix) || !word.endsWith(suffix))
    return undefined;
  return word.slice(prefix.length, word.length - suffix.length);
}

/** A pattern with its `%` replaced by the stem. */
export function fillStem(pattern: string, stem: string): string {
  const percent = pattern.indexOf('%');
  return percent === -1 ? pattern : pattern.slice(0, percent) + stem + pattern.slice(percent + 1);
}

/** `patsubst` on one word. */
export function substituteWord(from: string, to: string, word: string): string {
  const stem = stemOf(from, word);
  if (stem === undefined) return word;
  return from.includes('%') ? fillStem(to, stem) : to;
}

/** The directory part with its slash, as `$(dir)` gives it. */
export function directoryPart(word: string): string {
  const slash = word.lastIndexOf('/');
  return slash === -1 ? './' : word.slice(0, slash + 1);
}

/** What stands behind the last slash. */
export function filePart(word: string): string {
  return word.slice(word.lastIndexOf('/') + 1);
}

/** The suffix with its dot; `''` when the last name has none. */
export function suffixPart(word: string): string {
  const file = filePart(word);
  const dot = file.lastIndexOf('.');
  return dot === -1 ? '' : file.slice(dot);
}
