/** What a text of the sources may name. */

/** In the form of a path: with an extension, or below a directory, or at home. */
export function isFileName(text: string): boolean {
  return text.length < 200 && /^(?:\$HOME|\$\{HOME\})?[\w.@~/-]*[./][\w.@~/-]*$/.test(text);
}
