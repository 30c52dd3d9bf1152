/**
 * Dockerfiles of the test's draw whose containers still differ though the migration is `proven`, by name. The list only
 * gets shorter: one that no longer falls has to be taken out, and none is ever added.
 */
export const open: readonly string[] = [
  'sed/in-the-working-directory/private/made shop/exec-by-path/look-at-mode',
  'touch/in-the-working-directory/open/65534/shell-with-exec/look-at-mode',
  'link/top/as-made/made shop/compose-user/read',
  'copy-to-a-working-directory/state/open/nobody/shell/look-at-mode',
  'copy-pattern/below-the-working-directory/of-a-named-group/made 1002/script-that-starts/look-at-mode',
  'echo/top/of-a-named-group/made 1002/compose-command/look-at-mode',
  'copy-array/in-the-working-directory/open/1000:staff/compose-command/look-at-mode',
  'copy-directory/in-the-working-directory/of-the-group/made shop:root/script-that-starts/write-beside',
  'echo/behind-a-link/of-a-named-group/made 1002/shell/write-beside',
  'copy-pattern/opt/of-a-named-group/made 1002/shell/look-at-mode',
  'xargs/behind-a-link-below/as-made/1000:0/script-that-starts/look-at-home',
  'while-read/state/private/nobody/script/look-at-mode',
  'find/behind-a-link/of-the-user/www-data/entrypoint/write-to',
  'append/state/private/65534/script-that-starts/look-at-mode',
  'make-with-a-variable/below-the-working-directory/as-made/1000:staff/script-that-starts/look-at-mode',
  'make/in-the-working-directory/of-a-named-group/made 1002/shell-with-more/look-at-mode',
  'tar/state/private/1000:staff/exec-by-path/look-at-mode',
  'copy-pattern/behind-a-link-below/open/www-data/shell-with-more/look-at-mode',
  'run-heredoc/in-the-working-directory/private/www-data/entrypoint/look-at-mode',
  'cat/top/of-a-named-group/www-data/compose-user/look-at-mode',
  'copy-array/behind-a-link/of-a-named-group/root/compose-user/write-beside',
];
