/**
 * Takes the place of the package string-width in the bundle. yargs measures its help page with it; that page is
 * dfopt's own text, in which every character takes one column. The package would compile a large expression for
 * emoji in every run, the many that print no help included.
 */
export default function plainWidth(text: string): number {
  return [...text].length;
}
