export { migrate, type MigrateOptions } from './engine/migrate.ts';
export type { Assumption, Confidence, Evidence, ExtraStage, Outcome, Reason } from './engine/types.ts';
export type { BuildContext, Consumer, DirectoryEntry } from './context/types.ts';
