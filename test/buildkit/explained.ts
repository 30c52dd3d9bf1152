/** Disagreements with BuildKit that stay, each with its reason. */

export interface Explanation {
  readonly reason: string;
  readonly covers: (what: string, text: string) => boolean;
}

export const explained: readonly Explanation[] = [
  {
    reason:
      'BuildKit reads the words of a stage when it builds that stage, and those of a trigger never: what cannot be read there is no error to it until somebody asks for it. dfopt leaves such a file alone.',
    covers: (what, text) =>
      what.startsWith('only dfopt refuses: ') &&
      what.includes("can't be read: ") &&
      ((text.match(/^from\s/gim) ?? []).length > 1 || /^onbuild\s/im.test(text)),
  },
  {
    reason:
      'An escaped space that ends the line: BuildKit takes the white space off first, and then the escape character that is left. The space is all that differs, and nothing stands behind it.',
    covers: (what, text) => /"keyword":"(ARG|ENV|LABEL)"/.test(what) && /\\[ \t]+$/m.test(text),
  },
];
