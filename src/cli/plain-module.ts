/**
 * Takes the place of Node's module module in the bundle, which has a `require` of its own. yargs makes one in every run
 * and calls it for an option that dfopt has not, and the module loads others that no run needs.
 */
declare const require: NodeJS.Require;

export function createRequire(): NodeJS.Require {
  return require;
}
