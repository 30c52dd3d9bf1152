/**
 * Dockerfiles of the test's draw whose containers still differ though the migration is `proven`, by name. The list only
 * gets shorter: one that no longer falls has to be taken out, and none is ever added.
 */
export const open: readonly string[] = [
  'echo/behind-a-link/of-a-named-group/made 1002/shell/write-beside',
  'xargs/behind-a-link-below/as-made/1000:0/script-that-starts/look-at-home',
  'find/behind-a-link/of-the-user/www-data/entrypoint/write-to',
  'copy-pattern/behind-a-link-below/open/www-data/shell-with-more/look-at-mode',
  'copy-array/behind-a-link/of-a-named-group/root/compose-user/write-beside',
];
