/**
 * Databases in files, and migrations. Source of each row: the function's page,
 * https://pkg.go.dev/<import path>#<name>
 */

import {
  type ApiFacts,
  type Effect,
  type KnowledgeArea,
  argument,
  each,
  effect,
  passes,
  readsDirectory,
  returning,
  writes,
} from './facts.ts';

const SQLITE_DRIVERS = ['sqlite3', 'sqlite', 'sqlite3_extended', 'libsql'];

/** The driver's name and the data source: for SQLite a file; for MySQL it may name a time zone. */
function opensAt(driver: number): ApiFacts {
  const source = driver + 1;
  return {
    effects: [
      { ...effect('write', argument(source, 'sqlite')), when: { index: driver, texts: SQLITE_DRIVERS } },
      {
        ...effect('time-zone', argument(source, 'sqlite-zone')),
        when: { index: driver, texts: ['sqlite3'] },
      },
      { ...effect('time-zone', argument(source, 'mysql')), when: { index: driver, texts: ['mysql'] } },
    ],
  };
}

const opensDatabase = opensAt(0);

/** gorm's driver is mattn/go-sqlite3. */
const opensGormSqlite: ApiFacts = {
  effects: [effect('write', argument(0, 'sqlite')), effect('time-zone', argument(0, 'sqlite-zone'))],
};

const opensMysql: Effect = effect('time-zone', argument(0, 'mysql'));

const migrationUrl: Effect = effect('read-directory', argument(0, 'file-url'));

const goose: Readonly<Record<string, ApiFacts>> = {
  ...each('Up UpByOne Down Redo Reset Status Version UpTo DownTo', readsDirectory(1)),
  // A leading context moves the arguments by one.
  ...each(
    'UpContext UpByOneContext DownContext RedoContext ResetContext StatusContext UpToContext DownToContext',
    readsDirectory(2),
  ),
  Run: readsDirectory(2),
  RunContext: readsDirectory(3),
  CollectMigrations: readsDirectory(0),
};

const MIGRATE = ['github.com/golang-migrate/migrate', 'github.com/mattes/migrate'] as const;

export const data: KnowledgeArea = {
  functions: {
    'database/sql': { Open: returning('database/sql.DB', opensDatabase) },
    'github.com/jmoiron/sqlx': {
      ...each('Open Connect MustOpen MustConnect', opensDatabase),
      ConnectContext: opensAt(1),
    },
    'github.com/jinzhu/gorm': { Open: opensDatabase },
    'gorm.io/driver/sqlite': { Open: opensGormSqlite },
    'gorm.io/driver/mysql': { Open: { effects: [opensMysql] } },
    'github.com/go-sql-driver/mysql': { ParseDSN: { effects: [opensMysql] } },
    'github.com/glebarez/sqlite': { Open: { effects: [effect('write', argument(0, 'sqlite'))] } },
    'xorm.io/xorm': { NewEngine: opensDatabase },
    'github.com/go-xorm/xorm': { NewEngine: opensDatabase },
    'github.com/astaxie/beego/orm': { RegisterDataBase: opensAt(1) },
    'github.com/beego/beego/client/orm': { RegisterDataBase: opensAt(1) },
    'entgo.io/ent/dialect/sql': { Open: opensDatabase },
    'github.com/boltdb/bolt': { Open: writes() },
    'go.etcd.io/bbolt': { Open: writes() },
    'github.com/coreos/bbolt': { Open: writes() },
    'github.com/asdine/storm': { Open: writes() },
    'github.com/timshannon/bolthold': { Open: writes() },
    'github.com/dgraph-io/badger': { DefaultOptions: passes(0, writes()), LSMOnlyOptions: writes() },
    'github.com/syndtr/goleveldb/leveldb': { ...each('OpenFile RecoverFile', writes()) },
    'github.com/cockroachdb/pebble': { Open: writes() },
    'github.com/tidwall/buntdb': { Open: { effects: [effect('write', argument(0, 'sqlite'))] } },
    'github.com/blevesearch/bleve': { ...each('New Open NewUsing', writes()) },
    'github.com/sdomino/scribble': { New: writes() },
    'github.com/nanobox-io/golang-scribble': { New: writes() },
    'github.com/akrylysov/pogreb': { Open: writes() },
    'github.com/prologic/bitcask': { Open: writes() },
    'git.mills.io/prologic/bitcask': { Open: writes() },
    'github.com/ostafen/clover': { Open: writes() },
    'github.com/oschwald/geoip2-golang': { Open: { effects: [effect('read-file', argument(0))] } },
    'github.com/oschwald/maxminddb-golang': { Open: { effects: [effect('read-file', argument(0))] } },
    'github.com/ip2location/ip2location-go': { OpenDB: { effects: [effect('read-file', argument(0))] } },
    ...Object.fromEntries(
      MIGRATE.map((path) => [
        path,
        {
          New: { effects: [migrationUrl] },
          NewWithDatabaseInstance: { effects: [migrationUrl] },
        },
      ]),
    ),
    'github.com/pressly/goose': goose,
    'bitbucket.org/liamstask/goose/lib/goose': { NewDBConf: readsDirectory(0) },
    'github.com/amacneil/dbmate/pkg/dbmate': {
      New: { effects: [effect('read-directory', { from: 'text', text: './db/migrations' })] },
    },
    'github.com/gobuffalo/pop': {
      Connect: { effects: [effect('read-file', { from: 'text', text: 'database.yml' })] },
      NewFileMigrator: readsDirectory(0),
    },
    'github.com/robinjoseph08/go-pg-migrations': { Run: readsDirectory(1) },
    'github.com/tanimutomo/sqlfile': {
      'SqlFile.File': { effects: [effect('read-file', argument(0))] },
      'SqlFile.Directory': readsDirectory(0),
      New: { returns: 'github.com/tanimutomo/sqlfile.SqlFile' },
    },
    'github.com/gchaincl/dotsql': { LoadFromFile: { effects: [effect('read-file', argument(0))] } },
    'github.com/qustavo/dotsql': { LoadFromFile: { effects: [effect('read-file', argument(0))] } },
    'github.com/go-testfixtures/testfixtures': { Directory: readsDirectory(0) },
  },
  fields: {
    'github.com/rubenv/sql-migrate': { 'FileMigrationSource.Dir': effect('read-directory', argument(0)) },
    'github.com/peterbourgon/diskv': { 'Options.BasePath': effect('write', argument(0)) },
    'github.com/dgraph-io/badger': {
      'Options.Dir': effect('write', argument(0)),
      'Options.ValueDir': effect('write', argument(0)),
    },
    'gorm.io/driver/mysql': { 'Config.DSN': opensMysql },
    'gorm.io/driver/sqlite': { 'Dialector.DSN': effect('write', argument(0, 'sqlite')) },
  },
};
