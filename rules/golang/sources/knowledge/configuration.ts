/**
 * Configuration files and settings. Source of each row: the function's page,
 * https://pkg.go.dev/<import path>#<name>
 */

import {
  type ApiFacts,
  type KnowledgeArea,
  argument,
  does,
  each,
  effect,
  mayRead,
  reads,
  readsAll,
} from './facts.ts';

const VIPER = 'github.com/spf13/viper';
const BEEGO_CONFIG = ['github.com/astaxie/beego/config', 'github.com/beego/beego/core/config'] as const;

/** The same function on the package and on a value that New gives. */
function both(type: string, names: string, facts: ApiFacts): Readonly<Record<string, ApiFacts>> {
  return each(
    names
      .split(' ')
      .flatMap((name) => [name, `${type}.${name}`])
      .join(' '),
    facts,
  );
}

const viperGets: ApiFacts = { effects: [], gives: { kind: 'setting', space: 'viper', key: 0 } };

const koanfFile: ApiFacts = reads(0);

export const configuration: KnowledgeArea = {
  functions: {
    [VIPER]: {
      ...each('New NewWithOptions GetViper', { returns: `${VIPER}.Viper` }),
      ...both('Viper', 'SetConfigFile', reads()),
      ...both('Viper', 'AddConfigPath', { effects: [effect('read-glob', argument(0, 'viper-path'))] }),
      ...both('Viper', 'SetConfigName', { defines: { space: 'viper-name', key: -1, value: 0 } }),
      ...both('Viper', 'SetConfigType', { defines: { space: 'viper-type', key: -1, value: 0 } }),
      ...both('Viper', 'SetDefault Set', { defines: { space: 'viper', key: 0, value: 1 } }),
      ...both('Viper', 'BindEnv', {
        effects: [effect('environment', argument(1))],
        defines: { space: 'viper', key: 0, value: 1, environment: true },
      }),
      ...both('Viper', 'AutomaticEnv', does('environment')),
      ...both('Viper', 'GetString Get GetStringSlice', viperGets),
      ...both('Viper', 'Sub', { returns: `${VIPER}.Viper` }),
      ...both('Viper', 'WriteConfigAs SafeWriteConfigAs', { effects: [effect('write', argument(0))] }),
    },
    'github.com/joho/godotenv': {
      ...each('Load Overload Read', mayRead(readsAll(0, '.env'))),
    },
    'github.com/subosito/gotenv': {
      ...each('Load OverLoad', mayRead(readsAll(0, '.env'))),
      MustLoad: readsAll(0, '.env'),
    },
    'github.com/ilyakaznacheev/cleanenv': { ReadConfig: reads() },
    'github.com/jinzhu/configor': { Load: readsAll(1), 'Configor.Load': readsAll(1) },
    'github.com/knadh/koanf/providers/file': { Provider: koanfFile },
    'github.com/uber-go/config': { File: reads() },
    'go.uber.org/config': { File: reads() },
    'github.com/BurntSushi/toml': { DecodeFile: reads() },
    'github.com/pelletier/go-toml': { LoadFile: reads() },
    'gopkg.in/ini': {
      ...each('Load LooseLoad InsensitiveLoad ShadowLoad LoadSources', readsAll()),
      'File.SaveTo': { effects: [effect('write', argument(0))] },
      MapTo: readsAll(1),
    },
    'github.com/go-ini/ini': {
      ...each('Load LooseLoad InsensitiveLoad ShadowLoad', readsAll()),
      'File.SaveTo': { effects: [effect('write', argument(0))] },
      MapTo: readsAll(1),
    },
    'gopkg.in/gcfg': { ReadFileInto: reads(1) },
    'code.google.com/p/gcfg': { ReadFileInto: reads(1) },
    'github.com/Unknwon/goconfig': { LoadConfigFile: readsAll() },
    'github.com/robfig/config': { ReadDefault: reads() },
    'github.com/olebedev/config': { ...each('ParseYamlFile ParseJsonFile', reads()) },
    'github.com/kylelemons/go-gypsy/yaml': { ...each('ReadFile ConfigFile', reads()) },
    'github.com/magiconair/properties': { ...each('LoadFile MustLoadFile', reads()) },
    'github.com/tkanos/gonfig': { GetConf: reads() },
    'github.com/micro/go-config': { LoadFile: reads() },
    'github.com/zeromicro/go-zero/core/conf': { ...each('MustLoad Load LoadConfig', reads()) },
    'github.com/tal-tech/go-zero/core/conf': { ...each('MustLoad Load LoadConfig', reads()) },
    ...Object.fromEntries(
      BEEGO_CONFIG.map((path) => [path, { NewConfig: { effects: [effect('read-file', argument(1))] } }]),
    ),
    'github.com/casbin/casbin': {
      // A model, and a policy file or an adapter.
      ...each('NewEnforcer NewSyncedEnforcer NewCachedEnforcer NewEnforcerSafe', readsAll()),
      ...each('NewModel', readsAll()),
    },
    'github.com/casbin/casbin/model': { NewModelFromFile: reads() },
    'github.com/casbin/casbin/persist/file-adapter': { NewAdapter: reads() },
    'github.com/rifflock/lfshook': { NewHook: { effects: [effect('write', argument(0))] } },
    'github.com/lestrrat-go/file-rotatelogs': { New: { effects: [effect('write', argument(0))] } },
  },
  fields: {
    'gopkg.in/natefinch/lumberjack': { 'Logger.Filename': effect('write', argument(0)) },
    'github.com/natefinch/lumberjack': { 'Logger.Filename': effect('write', argument(0)) },
    'go.uber.org/zap': {
      'Config.OutputPaths': effect('write', { from: 'arguments', index: 0, reading: 'log-sink' }),
      'Config.ErrorOutputPaths': effect('write', { from: 'arguments', index: 0, reading: 'log-sink' }),
    },
  },
  imports: {
    'github.com/joho/godotenv/autoload': [
      { ...effect('read-file', { from: 'text', text: '.env' }), optional: true },
    ],
    'github.com/subosito/gotenv/autoload': [
      { ...effect('read-file', { from: 'text', text: '.env' }), optional: true },
    ],
  },
};
