/** What a report is made from: the files of a run with their outcomes. Reports are pure functions of this. */
import type { Encoding } from '../dockerfile/encoding.ts';
import type { Outcome } from '../rule/types.ts';

/** An outcome as a report holds it: read back, it may have codes of another version. */
export type ReportedOutcome = Outcome<string>;

export interface FileReport {
  /** Relative to the root (repository) it was found in, `/`-separated; `-` is standard input. */
  readonly path: string;
  /** The root it belongs to, as the user can name it; `''` for the working directory. */
  readonly root: string;
  /** The text before. */
  readonly original: string;
  /** Its evidence in other files than the Dockerfile is named relative to the root. */
  readonly outcome: ReportedOutcome;
  /** How the file is encoded, which a patch of it must keep; UTF-8 unless said. */
  readonly encoding?: Encoding;
  /** The image sizes before and after, where they are known. */
  readonly sizes?: ImageSizes;
}

export interface RunReport {
  /** Sorted by root, then path. */
  readonly files: readonly FileReport[];
  /** Version of dfopt. */
  readonly version: string;
}

export interface StageGraphs {
  readonly before: StageGraph;
  readonly after: StageGraph;
}

/** Stages and the images they start from; edges point the way the files go. */
export interface StageGraph {
  readonly nodes: readonly StageNode[];
  readonly edges: readonly StageEdge[];
}

export interface StageNode {
  /** Unique in the graph. */
  readonly id: string;
  /** What a person reads: the stage's name or number, or the image reference. */
  readonly label: string;
  readonly kind: 'image' | 'stage';
  /** The stage that a build without `--target` produces. */
  readonly target: boolean;
}

export interface StageEdge {
  readonly from: string;
  readonly to: string;
  /** `base`: FROM; `copy`: COPY --from; `mount`: RUN --mount with from. */
  readonly kind: 'base' | 'copy' | 'mount';
  /** What goes along the edge, for people: copied paths. */
  readonly label: string;
}

export interface ImageSizes {
  readonly before: ImageSize;
  readonly after: ImageSize;
}

/** Bytes on disk: of a built image, or from tables, which can only tell a range. */
export type ImageSize =
  | { readonly by: 'measured'; readonly bytes: number }
  | { readonly by: 'estimated'; readonly least: number; readonly most: number };

export type FormatName =
  'text' | 'diff' | 'json' | 'sarif' | 'rdjson' | 'github' | 'gitlab' | 'markdown' | 'html';

/** How a report is to look; none of it changes what it says. */
export interface FormatSettings {
  /** Colour by escape sequences, where the format has colour. */
  readonly color: boolean;
  /**
   * The output goes to a terminal: control characters from file contents are shown as visible escapes even in
   * formats that otherwise carry them unchanged (`diff`).
   */
  readonly terminal: boolean;
  /** The migrations are already written, so the next step is not `--write`. */
  readonly written?: boolean;
  /** Columns of the terminal; prose is wrapped at 100 or fewer. */
  readonly columns?: number;
  /** The page of `dfopt explain` for a code, for formats that carry documentation with their findings. */
  readonly describe?: (code: string) => CodeDescription | undefined;
}

export interface CodeDescription {
  /** One line. */
  readonly summary: string;
  /** The whole page, Markdown. */
  readonly text: string;
  /** Where it stands on the web. */
  readonly address?: string;
}

/** Writes a report. Pure: the same run and settings give the same bytes. */
export type Format = (run: RunReport, settings: FormatSettings) => string;
