export { migrate, type MigrateOptions } from './migrate/migrate.ts';
export type { Assumption, Confidence, Evidence, ExtraStage, Outcome, Reason } from './rule/types.ts';
export type { BuildContext, Consumer, DirectoryEntry } from './context/types.ts';
