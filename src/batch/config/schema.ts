/** What a configuration can say. One declaration: it checks files, and the published JSON schema is made from it. */
import * as v from 'valibot';

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
        ]),
        v.pipe(v.string(), v.minLength(1, 'it is empty')),
      ),
      v.description(
        "Runtime bases by family, each with the image reference to use: a team's own build or mirror.",
      ),
    ),
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
