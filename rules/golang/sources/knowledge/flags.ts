/**
 * Command-line flags: their defaults are values, which the command line may replace. Source of each row: the
 * function's page, https://pkg.go.dev/<import path>#<name>
 */

import { type ApiFacts, type KnowledgeArea, argument, each, effect } from './facts.ts';

const PFLAG = 'github.com/spf13/pflag';
const KINGPIN = ['gopkg.in/alecthomas/kingpin', 'github.com/alecthomas/kingpin'] as const;
const URFAVE = ['github.com/urfave/cli', 'github.com/codegangsta/cli', 'gopkg.in/urfave/cli'] as const;
const COBRA = 'github.com/spf13/cobra';

/** `String(name, value, usage)`: the result points to the value. */
const defines: ApiFacts = {
  gives: { kind: 'flag', name: 0, value: 1 },
  defines: { space: 'flag', key: 0, value: 1 },
};

/** `StringVar(&x, name, value, usage)`. */
const fills: ApiFacts = {
  fills: { target: 0, value: 2, flag: 1 },
  defines: { space: 'flag', key: 1, value: 2 },
};

/** `StringP(name, shorthand, value, usage)`. */
const definesShort: ApiFacts = {
  gives: { kind: 'flag', name: 0, alias: 1, value: 2 },
  defines: { space: 'flag', key: 0, alias: 1, value: 2 },
};

/** `StringVarP(&x, name, shorthand, value, usage)`. */
const fillsShort: ApiFacts = {
  fills: { target: 0, value: 3, flag: 1, alias: 2 },
  defines: { space: 'flag', key: 1, alias: 2, value: 3 },
};

const asks: ApiFacts = { gives: { kind: 'setting', space: 'flag', key: 0 } };

const kingpinValue: ApiFacts = {
  gives: { kind: 'chain', flag: 'Flag', alias: 'Short', value: 'Default', environment: 'Envar' },
};

function kingpin(path: string): Readonly<Record<string, ApiFacts>> {
  const clause = `${path}.FlagClause`;
  return {
    New: { returns: `${path}.Application` },
    ...each('Flag Application.Flag Application.Arg Arg CmdClause.Flag CmdClause.Arg', { returns: clause }),
    ...each('Command Application.Command CmdClause.Command', { returns: `${path}.CmdClause` }),
    'FlagClause.Envar': { returns: clause, effects: [effect('environment', argument(0))] },
    ...each(
      'FlagClause.Default FlagClause.Short FlagClause.Required FlagClause.PlaceHolder FlagClause.Hidden',
      {
        returns: clause,
      },
    ),
    ...each(
      'FlagClause.String FlagClause.ExistingFile FlagClause.ExistingDir FlagClause.ExistingFileOrDir',
      kingpinValue,
    ),
  };
}

function urfave(path: string): Readonly<Record<string, ApiFacts>> {
  return {
    NewApp: { returns: `${path}.App` },
    ...each('Context.String Context.Path Context.GlobalString Command.String', asks),
  };
}

export const flags: KnowledgeArea = {
  functions: {
    flag: {
      ...each('String FlagSet.String', defines),
      ...each('StringVar FlagSet.StringVar', fills),
      NewFlagSet: { returns: 'flag.FlagSet' },
    },
    [PFLAG]: {
      ...each('String FlagSet.String', defines),
      ...each('StringVar FlagSet.StringVar', fills),
      ...each('StringP FlagSet.StringP', definesShort),
      ...each('StringVarP FlagSet.StringVarP', fillsShort),
      ...each('FlagSet.GetString', asks),
      NewFlagSet: { returns: `${PFLAG}.FlagSet` },
    },
    [COBRA]: {
      ...each('Command.Flags Command.PersistentFlags Command.LocalFlags Command.InheritedFlags', {
        returns: `${PFLAG}.FlagSet`,
      }),
    },
    ...Object.fromEntries(KINGPIN.map((path) => [path, kingpin(path)])),
    ...Object.fromEntries(URFAVE.map((path) => [path, urfave(path)])),
    'github.com/namsral/flag': {
      ...each('String FlagSet.String', defines),
      ...each('StringVar FlagSet.StringVar', fills),
    },
  },
  types: { [`${PFLAG}.CommandLine`]: `${PFLAG}.FlagSet`, 'flag.CommandLine': 'flag.FlagSet' },
};

/** Struct literals that define a flag: `&cli.StringFlag{Name: "config", Value: "config.yml"}`. */
export interface FlagLiteral {
  readonly name: string;
  readonly aliases: string;
  readonly value: string;
  readonly destination: string;
  readonly environment: readonly string[];
}

const URFAVE_FLAG: FlagLiteral = {
  name: 'Name',
  aliases: 'Aliases',
  value: 'Value',
  destination: 'Destination',
  environment: ['EnvVars', 'EnvVar'],
};

const FLAG_LITERALS: ReadonlyMap<string, FlagLiteral> = new Map(
  URFAVE.flatMap((path) =>
    ['StringFlag', 'PathFlag'].map((type) => [`${path}.${type}`, URFAVE_FLAG] as const),
  ),
);

/** By the type's key. */
export function flagLiteral(key: string): FlagLiteral | undefined {
  return FLAG_LITERALS.get(key);
}
