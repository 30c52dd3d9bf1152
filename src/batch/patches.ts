/** `--patch-dir`: a patch for each repository, to be applied in it with `git apply` or `patch -p1`. */

/** A file name for each root, all different, in the order given. `fallback` names the working directory. */
export function patchNames(roots: readonly string[], fallback: string): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const names = new Map<string, string>();
  for (const root of roots) {
    const stem = plainName(root === '' || root === '.' ? fallback : root);
    let name = `${stem}.patch`;
    // Upper and lower case are the same name on some file systems.
    for (let count = 2; taken.has(name.toLowerCase()); count += 1) name = `${stem}-${count}.patch`;
    taken.add(name.toLowerCase());
    names.set(root, name);
  }
  return names;
}

/** `../repos/my app` → `repos-my_app`: nothing that a shell or a file system reads in its own way. */
function plainName(root: string): string {
  const plain = root
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.' && segment !== '..')
    .join('-')
    .replaceAll(/[^A-Za-z0-9._-]/g, '_')
    .replace(/^[.-]+/, '');
  return plain === '' ? 'root' : plain.slice(0, 200);
}
