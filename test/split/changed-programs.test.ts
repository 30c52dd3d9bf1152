/** Programs of the base image and of packages that steps change, or choose for a name. */
import { describe, expect, it } from 'vitest';
import { memoryContext } from '../../src/context/memory.ts';
import { migrate } from '../../src/index.ts';

/** What goes along beside a program that starts `call`, what is installed, and the assumptions, with these steps. */
function kept(call: readonly string[], ...lines: readonly string[]): readonly string[] {
  const words = call.map((word) => JSON.stringify(word)).join(', ');
  const context = memoryContext({
    'go.mod': 'module example.com/shop\n\ngo 1.24\n',
    'main.go': `package main\n\nimport "os/exec"\n\nfunc main() { exec.Command(${words}).Run() }\n`,
  });
  const text = ['FROM golang:1.24', ...lines, 'WORKDIR /src', 'COPY . .', 'RUN go build -o /bin/shop .'];
  const outcome = migrate([...text, 'CMD ["/bin/shop"]', ''].join('\n'), { context });
  return outcome.outcome === 'migrated'
    ? [
        ...(outcome.summary?.copied.filter((path) => path !== '/bin/shop') ?? []),
        ...(outcome.summary?.packages ?? []),
        ...outcome.assumptions.map(({ code }) => code),
      ]
    : [`${outcome.code}: ${outcome.message}`];
}

const installed = (name: string): string => `RUN apt-get update && apt-get install -y ${name}`;

describe('a program of the system that a step changes', () => {
  it('goes along as it is', () => {
    expect(kept(['head', '-n1', '/etc/shadow'], 'RUN chmod u+s /usr/bin/head')).toContain('/usr/bin/head');
    expect(kept(['head', '-n1'], 'RUN chmod 4755 /usr/bin/head')).toEqual(['/usr/bin/head']);
    expect(kept(['head', '-n1'], 'RUN chmod 700 /usr/bin/tail')).toEqual(['/usr/bin/tail']);
    expect(
      kept(['ping', 'shop'], installed('iputils-ping'), 'RUN setcap cap_net_raw+ep /usr/bin/ping'),
    ).toEqual(['/usr/bin/ping', 'iputils-ping']);
  });

  it('goes along where a right is taken from it', () => {
    expect(kept(['head', '-n1'], 'RUN chmod u-s /usr/bin/su')).toEqual(['/usr/bin/su']);
  });

  it('stays the base’s where nothing changes', () => {
    expect(kept(['head', '-n1'], 'RUN chmod +x /usr/bin/head && chmod 755 /usr/bin/tail')).toEqual([]);
    expect(kept(['head', '-n1'], 'RUN chown root:root /usr/bin/head')).toEqual([]);
  });

  it('stays behind where the new image has none', () => {
    expect(kept(['head', '-n1'], installed('iputils-ping'), 'RUN chmod u+s /usr/bin/ping')).toEqual([]);
  });

  it('is taken for none that runs where it is not named', () => {
    expect(kept(['head', '-n1'], 'RUN find / -xdev -perm /6000 -type f -exec chmod a-s {} +')).toContain(
      'mode-not-known',
    );
  });
});

describe('the program of a package that an argument names', () => {
  it('is installed', () => {
    expect(kept(['stat', '/usr/bin/ping'], installed('iputils-ping'))).toEqual(['iputils-ping']);
    expect(kept(['test', '-x', '/bin/ping'], installed('iputils-ping'))).toEqual(['iputils-ping']);
  });

  it('is not where it is a text, or the file installs none', () => {
    expect(kept(['echo', '/usr/bin/ping'], installed('iputils-ping'))).toEqual([]);
    expect(kept(['stat', '/usr/bin/ping'])).toEqual([]);
  });
});

describe('a name that several programs may have', () => {
  it('stands for the one that a step chooses', () => {
    expect(
      kept(['editor', 'x'], installed('nano ed'), 'RUN update-alternatives --set editor /bin/ed'),
    ).toEqual(['/etc/alternatives', 'ed']);
  });

  it('stands for the one that a package brings', () => {
    expect(kept(['editor', 'x'], installed('nano'))).toEqual(['nano']);
    expect(kept(['vi', 'x'], installed('vim-tiny'))).toEqual(['vim-tiny']);
  });

  it('stands for what a link of the author’s leads to, in whichever directory the base has its own', () => {
    expect(kept(['pager', 'x'], installed('nano'), 'RUN ln -sf /usr/bin/nano /usr/bin/pager')).toEqual([
      'nano',
    ]);
  });
});
