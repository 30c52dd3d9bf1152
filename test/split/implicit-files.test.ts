/** Files that libraries read in every program: no source names them. */
import { describe, expect, it } from 'vitest';
import { memoryContext } from '../../src/context/memory.ts';
import { migrate } from '../../src/index.ts';

const context = memoryContext({
  'main.c': '#include <stdio.h>\nint main(void) { puts("open"); return 0; }\n',
  'early.c': 'int getpid(void) { return 1; }\n',
  'nss.conf': 'hosts: files dns\n',
});

/** What goes along beside a C program, and the assumptions, with these steps. */
function kept(...lines: readonly string[]): readonly string[] {
  const text = ['FROM gcc:14', 'COPY *.c /src/', ...lines, 'RUN gcc -o /bin/shop /src/main.c'];
  const outcome = migrate([...text, 'CMD ["/bin/shop"]', ''].join('\n'), { context });
  return outcome.outcome === 'migrated'
    ? [
        ...(outcome.summary?.copied.filter((path) => path !== '/bin/shop') ?? []),
        ...outcome.assumptions.map(({ code }) => code),
      ]
    : [`${outcome.code}: ${outcome.message}`];
}

describe('files that libraries read in every program', () => {
  it('go along, wherever the build works', () => {
    expect(kept('COPY nss.conf /etc/nsswitch.conf')).toEqual(['/etc/nsswitch.conf']);
    expect(kept('RUN echo "precedence ::ffff:0:0/96 100" > /etc/gai.conf')).toEqual(['/etc/gai.conf']);
    expect(kept("RUN sed -i 's/files/files dns/' /etc/nsswitch.conf")).toEqual(['/etc/nsswitch.conf']);
  });

  it('are no others of /etc', () => {
    expect(kept('COPY nss.conf /etc/shop.conf')).toEqual([]);
  });
});

describe('a library that the loader puts into every program', () => {
  const built = 'RUN gcc -shared -fPIC -o /usr/local/lib/early.so /src/early.c';

  it('goes along with the list that names it', () => {
    expect(kept(built, 'RUN echo /usr/local/lib/early.so >> /etc/ld.so.preload')).toEqual([
      '/etc/ld.so.preload',
      '/usr/local/lib/early.so',
      'libraries-loaded-by-name',
    ]);
  });

  it('goes along where a variable names it', () => {
    expect(kept(built, 'ENV LD_PRELOAD=/usr/local/lib/early.so')).toEqual([
      '/usr/local/lib/early.so',
      'libraries-loaded-by-name',
    ]);
  });

  it('is refused where it is not known what brings it', () => {
    expect(kept('RUN echo /usr/lib/libother.so > /etc/ld.so.preload')).toEqual([
      'library-not-known: /etc/ld.so.preload names /usr/lib/libother.so, and what brings that at run time is not known',
    ]);
  });
});
