/** What a configuration can say. One declaration: it checks files, and the published JSON schema is made from it. */
import * as v from 'valibot';
import { baseSets } from '../../image/base-sets.ts';
import { providable } from '../../image/declared-bases.ts';

const patterns = (description: string) => v.pipe(v.array(v.string()), v.description(description));

const confidence = v.pipe(
  v.picklist(['proven', 'likely', 'possible']),
  v.description(
    'Least confidence a migration must have: proven (every need rests on evidence), likely (named assumptions), possible.',
  ),
);

const rules = v.pipe(
  v.record(v.string(), v.boolean()),
  v.description("Rules by name; false turns one off. 'dfopt rules' lists them."),
);

const override = v.pipe(
  v.strictObject({
    files: v.pipe(
      v.array(v.string()),
      v.minLength(1, 'it is empty'),
      v.description('Patterns as in .gitignore, relative to the configuration.'),
    ),
    confidence: v.optional(confidence),
    rules: v.optional(rules),
  }),
  v.description('Settings for some of the files; a later one decides over an earlier one.'),
);

const told = (description: string) => v.optional(v.pipe(v.string(), v.description(description)));

/** As `BaseDeclaration` has it. */
const baseDeclaration = v.strictObject({
  ref: v.pipe(
    v.string(),
    v.minLength(1, 'it is empty'),
    v.description("What FROM says; {release} stands for the distribution's release."),
  ),
  user: v.optional(
    v.pipe(
      v.union([v.string(), v.number()]),
      v.description('The user of its containers, as its config has it: 65532, 65532:65532, nonroot.'),
      v.transform(String),
    ),
  ),
  home: told('The home directory of that user, where it is there.'),
  workdir: told('Its working directory.'),
  entrypoint: v.optional(v.pipe(v.array(v.string()), v.description('Its entrypoint.'))),
  shell: v.optional(
    v.pipe(v.union([v.string(), v.literal(false)]), v.description('Its shell: /bin/sh; false for none.')),
  ),
  libc: told('Its C library with the version: glibc 2.41, musl 1.2.5, none.'),
  provides: v.optional(
    v.pipe(
      v.array(v.picklist(providable)),
      v.description(
        'What it has; with it nothing else is there, but for the shell, the C library and programs.',
      ),
    ),
  ),
  programs: v.optional(v.pipe(v.array(v.string()), v.description('Programs on its PATH.'))),
  env: v.optional(v.pipe(v.record(v.string(), v.string()), v.description('Variables that it sets.'))),
  root: told('The same image with root for its user, where there is one.'),
});

export const baseDeclarationKeys: readonly string[] = Object.keys(baseDeclaration.entries);

export const configurationSchema = v.strictObject({
  $schema: v.optional(v.pipe(v.string(), v.description('Where editors find this schema.'))),
  confidence: v.optional(confidence),
  exclude: v.optional(
    patterns('Files to leave alone: patterns as in .gitignore, relative to the configuration.'),
  ),
  rules: v.optional(rules),
  bases: v.optional(
    v.pipe(
      v.record(
        v.picklist([
          'scratch',
          'distroless-static',
          'distroless-base',
          'distroless-cc',
          'alpine',
          'debian-slim',
          'ubuntu',
        ]),
        v.union([v.pipe(v.string(), v.minLength(1, 'it is empty')), baseDeclaration]),
      ),
      v.description(
        "Runtime bases by family: a team's own build or mirror. A reference alone is like the stock image of the family; what is not, says so.",
      ),
    ),
  ),
  baseSet: v.optional(
    v.pipe(
      v.strictObject({
        name: v.picklist(baseSets),
        from: told('The registry and organisation of its images: cgr.dev/acme.'),
      }),
      v.description('A set of runtime bases; what is in bases comes before it.'),
    ),
  ),
  root: v.optional(
    v.pipe(v.boolean(), v.description('false: what would run as root is refused. Otherwise it may.')),
  ),
  toolchains: v.optional(
    v.pipe(
      v.record(v.string(), v.array(v.string())),
      v.description(
        'Toolchains by name, each with further image names that contain what the official image does.',
      ),
    ),
  ),
  overrides: v.optional(v.array(override)),
});

export type Configuration = v.InferOutput<typeof configurationSchema>;
