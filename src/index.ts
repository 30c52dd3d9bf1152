export { migrate, type MigrateOptions } from './migrate/migrate.ts';
export type { BaseSet, BaseSetName } from './image/base-sets.ts';
export type { BaseDeclaration, BaseSetting } from './image/declared-bases.ts';
export { diskContext, type DiskContextOptions } from './context/disk.ts';
export { memoryContext, type MemoryContextOptions } from './context/memory.ts';
export type { Assumption, Confidence, Evidence, ExtraStage, Outcome, Reason } from './rule/types.ts';
export type { Consumer } from './context/consumers/types.ts';
export type { DirectoryEntry } from './context/files/types.ts';
export type { BuildContext } from './context/types.ts';
