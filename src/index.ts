export { migrate, type MigrateOptions } from './migrate/migrate.ts';
export type { Assumption, Confidence, Evidence, ExtraStage, Outcome, Reason } from './rule/types.ts';
export type { Consumer } from './context/consumers/types.ts';
export type { DirectoryEntry } from './context/files/types.ts';
export type { BuildContext } from './context/types.ts';
