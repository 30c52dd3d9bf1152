/** What CMake is called with to configure a project. */
export interface Configuration {
  /** Absolute. */
  readonly source: string;
  readonly binary: string;
  /** `-D NAME=VALUE` */
  readonly definitions: ReadonlyMap<string, string>;
  readonly environment: ReadonlyMap<string, string | undefined>;
}
