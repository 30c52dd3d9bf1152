/** Files that the command line gives in place of a flag's default, under any of the flag's names. */
import { describe, expect, it } from 'vitest';
import { memoryContext } from '../../../src/context/memory.ts';
import { migrate } from '../../../src/index.ts';

/** How each library says that `-c` is `--config`; the program reads what it gives. */
const libraries = {
  'spf13/pflag, a pointer': {
    path: 'github.com/spf13/pflag',
    body: 'name := pflag.StringP("config", "c", "default.yml", "")\n\tpflag.Parse()\n\tos.ReadFile(*name)',
  },
  'spf13/pflag, a variable': {
    path: 'github.com/spf13/pflag',
    body: 'var name string\n\tpflag.StringVarP(&name, "config", "c", "default.yml", "")\n\tpflag.Parse()\n\tos.ReadFile(name)',
  },
  'spf13/pflag, asked for': {
    path: 'github.com/spf13/pflag',
    body: 'set := pflag.NewFlagSet("app", 0)\n\tset.StringP("config", "c", "default.yml", "")\n\tname, _ := set.GetString("config")\n\tos.ReadFile(name)',
  },
  kingpin: {
    path: 'gopkg.in/alecthomas/kingpin.v2',
    body: `name := kingpin.Flag("config", "").Short('c').Default("default.yml").String()\n\tkingpin.Parse()\n\tos.ReadFile(*name)`,
  },
  'urfave/cli': {
    path: 'github.com/urfave/cli/v2',
    body: 'var name string\n\tapp := &cli.App{Flags: []cli.Flag{&cli.StringFlag{Name: "config", Aliases: []string{"c"}, Value: "default.yml", Destination: &name}}}\n\tapp.Run(os.Args)\n\tos.ReadFile(name)',
  },
  'urfave/cli, version 1': {
    path: 'github.com/urfave/cli',
    body: 'var name string\n\tapp := &cli.App{Flags: []cli.Flag{cli.StringFlag{Name: "config, c", Value: "default.yml", Destination: &name}}}\n\tapp.Run(os.Args)\n\tos.ReadFile(name)',
  },
};

function copied(
  { path, body }: (typeof libraries)[keyof typeof libraries],
  ...given: string[]
): readonly string[] {
  const command = JSON.stringify(['/bin/app', ...given]);
  const outcome = migrate(
    `FROM golang:1.24\nWORKDIR /etc/app\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /bin/app .\nENTRYPOINT ${command}\n`,
    {
      context: memoryContext({
        'go.mod': 'module example.com/app\n\ngo 1.24\n',
        'main.go': `package main\n\nimport (\n\t"os"\n\n\t"${path}"\n)\n\nfunc main() {\n\t${body}\n}\n`,
        'default.yml': 'a: 1\n',
        'given.yml': 'a: 2\n',
      }),
    },
  );
  if (outcome.outcome !== 'migrated') throw new Error(outcome.message);
  return outcome.summary?.copied.filter((file) => file.endsWith('.yml')) ?? [];
}

describe.each(Object.entries(libraries))('%s', (_, library) => {
  it.each([
    ['its name', ['--config', 'given.yml']],
    ['its name and value in one', ['--config=given.yml']],
    ['its letter', ['-c', 'given.yml']],
    ['its letter and value in one', ['-c=given.yml']],
    ['its letter right before a path', ['-c./given.yml']],
  ])('takes the file that is given by %s, and no other', (_name, given) => {
    expect(copied(library, ...given)).toEqual(['/etc/app/given.yml']);
  });

  it('takes the default where nothing else is given, and what lies beside it for who gives another', () => {
    const beside = ['/etc/app/default.yml', '/etc/app/given.yml'];
    expect(copied(library)).toEqual(beside);
    expect(copied(library, '-compress')).toEqual(beside);
  });
});
