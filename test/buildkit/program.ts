/** `tools/buildkit`, built once and asked about many files at a time. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';

const project = join(import.meta.dirname, '..', '..');
const sources = join(project, 'tools', 'buildkit');

export interface Question {
  readonly name: string;
  readonly text: string;
  readonly arguments?: Readonly<Record<string, string>>;
  /** Configs of base images, by reference. */
  readonly images?: Readonly<
    Record<string, { readonly Env?: readonly string[]; readonly WorkingDir?: string }>
  >;
}

const words = v.nullable(v.array(v.string()));
const instructionSchema = v.object({
  keyword: v.string(),
  line: v.number(),
  endLine: v.number(),
  flags: v.array(v.string()),
  json: v.boolean(),
  words: v.array(v.string()),
  heredocs: v.array(
    v.object({ name: v.string(), expand: v.boolean(), chomp: v.boolean(), content: v.string() }),
  ),
});
const configSchema = v.object({
  env: words,
  workdir: v.string(),
  user: v.string(),
  exposed: v.nullable(v.record(v.string(), v.unknown())),
  volumes: v.nullable(v.record(v.string(), v.unknown())),
  labels: v.nullable(v.record(v.string(), v.string())),
  cmd: words,
  entrypoint: words,
  stopSignal: v.string(),
  shell: words,
  onbuild: words,
  healthcheck: v.nullable(v.object({ Test: v.optional(v.array(v.string())) })),
});
const answerSchema = v.object({
  name: v.string(),
  parseError: v.optional(v.string()),
  instructionError: v.optional(v.string()),
  evaluationError: v.optional(v.string()),
  instructions: v.array(instructionSchema),
  config: v.optional(configSchema),
});

export type BuildkitInstruction = v.InferOutput<typeof instructionSchema>;
export type BuildkitConfig = v.InferOutput<typeof configSchema>;
export type Answer = v.InferOutput<typeof answerSchema>;

/** Asks; the answers are in the order of the questions. */
export type Asking = (questions: readonly Question[]) => readonly Answer[];

export type Program =
  { readonly kind: 'ready'; readonly ask: Asking } | { readonly kind: 'missing'; readonly why: string };

/** The program, built if it is not there yet; why not, where there is no Go toolchain or no module. */
export function buildkitProgram(): Program {
  const parts = ['main.go', 'go.mod', 'go.sum'].map((name) => readFileSync(join(sources, name)));
  const key = createHash('sha256').update(Buffer.concat(parts)).digest('hex').slice(0, 16);
  const directory = join(project, 'node_modules', '.cache', 'dfopt-buildkit');
  const path = join(directory, key);
  if (!existsSync(path)) {
    mkdirSync(directory, { recursive: true });
    const built = spawnSync('go', ['build', '-o', path, '.'], {
      cwd: sources,
      encoding: 'utf8',
      timeout: 900_000,
    });
    if (built.error !== undefined)
      return { kind: 'missing', why: `there is no Go toolchain (${built.error.message})` };
    if (built.status !== 0) return { kind: 'missing', why: built.stderr.split('\n').slice(0, 3).join('; ') };
  }
  return { kind: 'ready', ask: (questions) => ask(path, questions) };
}

function ask(path: string, questions: readonly Question[]): readonly Answer[] {
  const { status, stdout, stderr } = spawnSync(path, [], {
    input: questions.map((question) => `${JSON.stringify(question)}\n`).join(''),
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  if (status !== 0) throw new Error(`tools/buildkit: ${stderr}`);
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => v.parse(answerSchema, JSON.parse(line)));
}
