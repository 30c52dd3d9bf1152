import { expect, test } from 'vitest';
import { listeningPorts } from '../../src/verify/engine/listening.ts';

const head =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';
const line = (local: string, state: string): string =>
  `   0: ${local} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000  0  0 1 1\n`;

test('ports that others can connect to are read from the tables of the kernel', () => {
  const tables =
    head +
    line('00000000:1F90', '0A') +
    line('0B00007F:8C3D', '0A') +
    line('0100007F:0050', '0A') +
    line('020011AC:D431', '01') +
    head +
    line('00000000000000000000000000000000:1F91', '0A') +
    line('00000000000000000000000001000000:1F92', '0A') +
    line('00000000000000000000000000000000:1F90', '0A');
  expect(listeningPorts(tables)).toEqual([8080, 8081]);
  expect(listeningPorts('')).toEqual([]);
});
