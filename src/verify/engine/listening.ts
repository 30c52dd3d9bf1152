/** Which ports a container listens on, as Linux tells (proc(5), `/proc/net/tcp`): for one that announces none. */

/** State of a socket that waits for connections (linux, `include/net/tcp_states.h`: TCP_LISTEN). */
const listen = '0A';

/** The ports of sockets that others can connect to; those of the loopback address alone are left out. */
export function listeningPorts(tables: string): readonly number[] {
  const ports = tables.split('\n').flatMap((line) => {
    const [, local = '', , state] = line.trim().split(/\s+/);
    const [address = '', port = ''] = local.split(':');
    return state === listen && !isLoopback(address) && /^[0-9A-F]{4}$/i.test(port)
      ? [Number.parseInt(port, 16)]
      : [];
  });
  return [...new Set(ports)].sort((a, b) => a - b);
}

/** 127.0.0.0/8 and ::1, each as the kernel writes it: words of four bytes, the lowest first. */
function isLoopback(address: string): boolean {
  return /^[0-9A-F]{6}7F$/i.test(address) || address === '00000000000000000000000001000000';
}
