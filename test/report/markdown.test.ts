import { describe, expect, it } from 'vitest';
import { markdown } from '../../src/report/markdown.ts';
import {
  FAILED,
  fileReport,
  fleet,
  HOSTILE_RUN,
  migrated,
  MIXED,
  PLAIN,
  REFUSED,
  run,
  UNCHANGED,
} from './runs.ts';

describe('markdown', () => {
  it('is the body of a pull request', () => {
    const body = markdown(MIXED, PLAIN);
    expect(body).toMatch(/^## Split the Dockerfile into a build stage and a runtime stage\n/u);
    expect(body).toContain('### `Dockerfile`\n\nThe program is built in a stage of its own;');
    expect(body).toContain('| Base | `golang:1.22` → `scratch` |\n');
    expect(body).toContain('| Size | 0.81–1.3 GB → 2.11 MB (estimated before, measured after) |\n');
    expect(body).toContain(
      '- [ ] the program opens no files at run time besides those copied (line 4: `COPY . .`)\n',
    );
    expect(body).toContain(
      '- no imported package uses cgo, so the program is linked statically (`cmd/server/main.go:3`: `import "net/http"`)\n',
    );
    expect(body).toContain('```sh\ndfopt verify Dockerfile\n```\n');
    expect(body).toContain(
      '| `services/all/Dockerfile` | `several-candidates` | the image builds several programs and names none to start<br>add a CMD',
    );
  });

  it('says so when there is nothing to split', () => {
    expect(markdown(run(fileReport('Dockerfile', UNCHANGED)), PLAIN)).toBe('## No Dockerfile to split\n');
    const left = markdown(run(fileReport('a', REFUSED), fileReport('b', FAILED)), PLAIN);
    expect(left).toMatch(/^## No Dockerfile to split\n\n### Left alone\n/u);
  });

  it('stays below what a pull request can hold, and says what is missing', () => {
    const body = markdown(fleet(2_000), PLAIN);
    expect(body.length).toBeLessThan(65_536);
    const described = body.match(/^### `/gmu)?.length ?? 0;
    expect(described).toBeGreaterThan(20);
    expect(body).toContain(`_${572 - described} more files: too many to describe here;`);
    expect(body).toContain('# … and 552 more\n');
    expect(body).toContain('_and 471 more_\n');
  });

  it('shows the text of others as text', () => {
    const body = markdown(HOSTILE_RUN, PLAIN);
    expect(body.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    // Outside code spans no markup of theirs is left: every `<`, `[` and `|` is escaped or ours.
    const prose = body
      .replaceAll(/^(?<fence>`{3,})sh\n.*?\n\k<fence>$/gmsu, '')
      .replaceAll(/^\|(?: *(?:---)? *\|)*$/gmu, '')
      .replaceAll(/(?<!\\)(?<fence>`+)(?!`).*?(?<!`)\k<fence>(?!`)/gu, '')
      .replaceAll(/\\[!-/:-@[-`{-~]/gu, '');
    expect(prose.replaceAll('<br>', '').replaceAll('<!-- -->', '')).not.toMatch(/[<>]/u);
    expect(prose.replaceAll('- [ ] ', '')).not.toMatch(/[[\]]/u);
    // No cell of a table was split.
    const rows = body.split('\n').filter((line) => line.startsWith('| '));
    const cells = rows.map((row) => row.replaceAll(String.raw`\|`, '').split('|').length);
    expect(new Set(cells)).toEqual(new Set([4, 5]));
  });

  it.each([
    ['thanks @octocat', 'thanks @<!-- -->octocat'],
    ['as in #12', 'as in #<!-- -->12'],
    ['*a* _b_ ~c~ $x$', String.raw`\*a\* \_b\_ \~c\~ \$x\$`],
    ['1. first', String.raw`\1. first`],
  ])('mentions nobody and formats nothing (%s)', (message, written) => {
    const reasons = [{ code: 'x', message, evidence: undefined }];
    expect(markdown(run(fileReport('Dockerfile', migrated({ reasons }))), PLAIN)).toContain(`- ${written}\n`);
  });

  it('fences code with more backticks than it has', () => {
    const evidence = { file: 'Dockerfile', line: 1, text: 'RUN echo `date` ``x``' };
    const reasons = [{ code: 'x', message: 'm', evidence }];
    expect(markdown(run(fileReport('Dockerfile', migrated({ reasons }))), PLAIN)).toContain(
      '(line 1: ``` RUN echo `date` ``x`` ```)',
    );
  });
});
