/** When two names mean the same image. */
import { parseReference, repositoryOf } from '../../image/reference.ts';
import { unknownValue } from '../makefile/types.ts';
import type { ImageName } from './findings.ts';

/** Tags and digests don't count: one Dockerfile makes all of them. */
export function isSameImage(a: ImageName, b: ImageName): boolean {
  if (a.by !== b.by) return false;
  if (a.by !== 'image') return a.text === b.text && !a.text.includes(unknownValue);
  const left = repositoryIn(a.text);
  const right = repositoryIn(b.text);
  if (left === undefined || right === undefined) return false;
  if (left.certain && right.certain) return left.path === right.path;
  // A registry in a variable: the image's own name decides, if it is known.
  return left.name === right.name;
}

interface Repository {
  /** Spelt out, with registry and namespace. */
  readonly path: string;
  readonly name: string;
  /** False when parts before the name are not known. */
  readonly certain: boolean;
}

/** The repository in a reference whose parts may be unknown; undefined when its own name is. */
function repositoryIn(text: string): Repository | undefined {
  const slash = text.lastIndexOf('/');
  const last = text.slice(slash + 1).split(/[:@]/)[0] ?? '';
  if (last === '' || last.includes(unknownValue) || last.includes('$')) return undefined;
  const before = text.slice(0, Math.max(0, slash));
  if (before.includes(unknownValue) || before.includes('$'))
    return { path: last, name: last, certain: false };
  const reference = parseReference(before === '' ? last : `${before}/${last}`);
  return reference === undefined ? undefined : { path: repositoryOf(reference), name: last, certain: true };
}

/**
 * Images that run beside a program rather than being it: databases, queues, proxies and plain bases, by their names on
 * Docker Hub (hub.docker.com/u/library). A repository may well call its own image by a bare name, so a bare name alone
 * doesn't make an image official.
 */
const officialNames: ReadonlySet<string> = new Set(
  `adminer alpine amazonlinux bash busybox caddy cassandra consul couchdb couchbase debian docker elasticsearch eclipse-mosquitto
  fedora fluentd golang gradle grafana haproxy httpd influxdb jenkins kibana kong logstash mariadb maven memcached mongo
  mongo-express mysql nats neo4j nginx node openjdk percona php postgres python rabbitmq redis registry rethinkdb ruby rust
  solr telegraf tomcat traefik ubuntu vault varnish wordpress zookeeper`.split(/\s+/),
);

/** An official image that other projects run beside their own (`postgres:16`). */
export function isOfficialImage(name: ImageName): boolean {
  const repository = name.by === 'image' ? repositoryIn(name.text) : undefined;
  if (repository === undefined || !repository.certain) return false;
  return repository.path === `docker.io/library/${repository.name}` && officialNames.has(repository.name);
}
