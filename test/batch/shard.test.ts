import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inShard, parseShard } from '../../src/batch/shard.ts';

describe('sharding', () => {
  it.each(['1/1', '3/8', '999999/999999'])('reads %s', (text) => {
    const [index, count] = text.split('/').map(Number);
    expect(parseShard(text)).toEqual({ index, count });
  });

  it.each(['0/8', '9/8', '1', '1/', '/2', '-1/2', '1/0', '1.5/2', ' 1/2', '1/2/3', 'a/b', '1/1000000'])(
    'refuses %j',
    (text) => {
      expect(parseShard(text)).toEqual({ wrong: expect.any(String) });
    },
  );

  it('says what is wrong', () => {
    expect(parseShard('5/4')).toEqual({ wrong: 'asks for part 5 of 4' });
    expect(parseShard('0/4')).toEqual({ wrong: 'asks for part 0: parts are counted from 1' });
    expect(parseShard('4')).toEqual({ wrong: 'is not of the form i/n' });
  });

  it('puts every key into exactly one shard', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 50 }), (key, count) => {
        const shards = Array.from({ length: count }, (_, index) => inShard(key, { index: index + 1, count }));
        expect(shards.filter(Boolean)).toHaveLength(1);
      }),
    );
  });

  it('spreads keys evenly', () => {
    const keys = Array.from(
      { length: 4000 },
      (_, index) => `repos/team-${index % 37}/service-${index}/Dockerfile`,
    );
    for (let index = 1; index <= 8; index += 1) {
      const size = keys.filter((key) => inShard(key, { index, count: 8 })).length;
      expect(size).toBeGreaterThan(400);
      expect(size).toBeLessThan(600);
    }
  });
});
