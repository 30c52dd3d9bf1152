import { describe, expect, test } from 'vitest';
import { agree, withoutVolatile } from '../../src/verify/compare/stable.ts';

const kind = (before: readonly string[], after: readonly string[]) => agree(before, after).kind;

describe('outputs that vary', () => {
  test.each([
    ['the same', ['a'], ['a'], 'same'],
    ['another', ['a'], ['b'], 'different'],
    ['another each time, where the original is steady', ['a', 'a', 'a'], ['b', 'c', 'b'], 'different'],
    ['sometimes another, where the original is steady', ['a', 'a', 'a'], ['b', 'a', 'a'], 'unclear'],
    [
      'times',
      ['2026/11/21 22:00:01 up', '2026/11/21 22:00:02 up'],
      ['2026/11/21 22:01:00 up', '2026/11/21 22:01:00 up'],
      'same-but-varying',
    ],
    [
      'times and something else',
      ['2026/11/21 22:00:01 up', '2026/11/21 22:00:02 up'],
      ['2026/11/21 22:01:00 down', '2026/11/21 22:01:00 down'],
      'different',
    ],
    [
      'numbers',
      ['id 17 ready', 'id 23 ready', 'id 99 ready'],
      ['id 4 ready', 'id 8 ready'],
      'same-but-varying',
    ],
    [
      'numbers and something else',
      ['id 17 ready', 'id 23 ready', 'id 99 ready'],
      ['id 4 failed', 'id 8 failed'],
      'different',
    ],
    ['the order of lines', ['a\nb', 'b\na', 'a\nb'], ['b\na', 'b\na'], 'same-but-varying'],
    ['the number of lines', ['a', 'a\na', 'a\na\na'], ['b', 'b'], 'unclear'],
    [
      'durations and addresses',
      ['took 1.5ms at 0xc000012345', 'took 2s at 0xc000099999'],
      ['took 12µs at 0xc000000001', 'took 9ms at 0xc0000000ff'],
      'same-but-varying',
    ],
    [
      'the network that the client asks from',
      ['GET / from 172.18.0.1:34062 in 14µs', 'GET / from 172.18.0.1:46684 in 9µs'],
      ['GET / from 172.19.0.1:56698 in 9.3µs', 'GET / from 172.19.0.1:39776 in 12µs'],
      'same-but-varying',
    ],
    [
      'an address that is nobody asking',
      ['took 1ms, listening on 0.0.0.0:80', 'took 2ms, listening on 0.0.0.0:80'],
      ['took 3ms, listening on 127.0.0.1:80', 'took 1ms, listening on 127.0.0.1:80'],
      'different',
    ],
    [
      'times of another zone',
      ['started 2026-11-21T22:00:01+09:00', 'started 2026-11-21T22:00:02+09:00'],
      ['started 2026-11-21T13:00:01Z', 'started 2026-11-21T13:00:02Z'],
      'different',
    ],
    [
      'times of another zone, as Go prints them',
      ['2026-11-21 22:00:01.5 +0900 JST m=+0.01', '2026-11-21 22:00:02.25 +0900 JST m=+0.02'],
      ['2026-11-21 13:00:01.5 +0000 UTC m=+0.01', '2026-11-21 13:00:02.25 +0000 UTC m=+0.02'],
      'different',
    ],
    [
      'times of the same zone, as Go prints them',
      ['2026-11-21 22:00:01.5 +0900 JST m=+0.01', '2026-11-21 22:00:02.25 +0900 JST m=+0.02'],
      ['2026-11-21 22:00:03.5 +0900 JST m=+0.03', '2026-11-21 22:00:04.25 +0900 JST m=+0.02'],
      'same-but-varying',
    ],
    [
      'times of another zone, by its name',
      ['Sat, 21 Nov 2026 22:00:01 JST', 'Sat, 21 Nov 2026 22:00:02 JST'],
      ['Sat, 21 Nov 2026 13:00:01 UTC', 'Sat, 21 Nov 2026 13:00:02 UTC'],
      'different',
    ],
  ] as const)('%s', (_, before, after, expected) => {
    expect(kind(before, after)).toBe(expected);
  });

  test('times without a zone are held against the time of the run', () => {
    const start = Date.UTC(2026, 10, 21, 13, 0, 0);
    const window = { from: start, to: start + 5000 };
    const windows = { before: [window, window], after: [window, window] };
    const tokyo = ['2026/11/21 22:00:01 up', '2026/11/21 22:00:02 up'];
    const utc = ['2026/11/21 13:00:01 up', '2026/11/21 13:00:03 up'];
    expect(agree(tokyo, utc, windows).kind).toBe('different');
    expect(agree(tokyo, tokyo.toReversed(), windows).kind).toBe('same-but-varying');
    // The time of a build is none of the run's.
    expect(withoutVolatile('2026/11/20 04:07:31 built', window)).toBe('(time) built');
  });
});
