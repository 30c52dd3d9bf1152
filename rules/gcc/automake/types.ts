/** What a project of Autoconf and Automake is configured with. */

export interface AutotoolsCall {
  /** Where configure.ac lies, and where it is called: absolute. */
  readonly source: string;
  readonly build: string;
  /** The text of configure.ac. */
  readonly text: string;
  /** `--prefix` and the like, by the names of their variables; `NAME=value`, and what stands in the environment. */
  readonly variables: ReadonlyMap<string, string>;
  /** `--disable-shared` */
  readonly shared: boolean;
  /** The script was in the sources, and what it says was not made of configure.ac in sight. */
  readonly stored: boolean;
  /** `NAME=value` of the call of make. */
  readonly made?: Readonly<Record<string, string>>;
}
