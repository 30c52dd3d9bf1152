import { describe, expect, test } from 'vitest';
import { startedInTurn } from '../../../src/split/system/started-in-turn.ts';

const values = (line: string): readonly { readonly text: string }[] =>
  line.split(' ').map((text) => ({ text }));

describe('what a program starts by itself', () => {
  test.each([
    ['sort --compress-program=lz4 a', ['lz4']],
    ['sort --compress-program lz4 a', ['lz4']],
    ['sort -u a', []],
    ['tar --lzip -cf a b', ['lzip']],
    ['tar -I pigz -cf a b', ['pigz']],
    ['tar -cI pigz -f a b', ['pigz']],
    ['tar --use-compress-program=/usr/bin/pigz -cf a b', ['pigz']],
    ['tar -cf a --checkpoint=1 --checkpoint-action=exec=pv b', ['pv']],
    ['tar -cf a --checkpoint=1 --checkpoint-action=dot b', []],
  ])('%s', (line, programs) => {
    expect(startedInTurn(values(line))).toEqual(programs);
  });

  test('what settings on its command line name', () => {
    expect(startedInTurn(values('git -c core.pager=most log'))).toContain('most');
    expect(startedInTurn(values('git -c user.name=most log'))).not.toContain('most');
  });

  test('what variables of the image name', () => {
    const env = new Map([['GIT_SSH_COMMAND', { text: 'sshpass -p x ssh' }]]);
    expect(startedInTurn(values('git fetch'), env)).toEqual(expect.arrayContaining(['sshpass', 'ssh']));
    expect(startedInTurn(values('rsync a b'), env)).toEqual([]);
  });
});
