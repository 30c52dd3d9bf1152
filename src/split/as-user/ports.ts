/** Ports, and which of them are root's. */

/**
 * Below this one a port is root's where nobody says otherwise (ip(7), ip_unprivileged_port_start). Docker gives them to all
 * since 20.10 (moby/moby#41030); Kubernetes and others don't.
 */
export const firstPort = 1024;

/** Names of services below, those that servers are commonly given (services(5)). */
const ports: ReadonlyMap<string, number> = new Map([
  ['http', 80],
  ['https', 443],
  ['domain', 53],
  ['ftp', 21],
  ['smtp', 25],
  ['ssh', 22],
]);

/** The port of an address, by number or service: of one that an environment variable or a flag gives, too. */
export function portOf(text: string): number | undefined {
  const port = text.slice(text.lastIndexOf(':') + 1);
  return /^\d+$/.test(port) ? Number(port) : ports.get(port);
}
