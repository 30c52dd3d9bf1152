/**
 * Images that run beside a program rather than being it: databases, queues, proxies and plain bases, by their names on
 * Docker Hub.
 *
 * Source: hub.docker.com/u/library.
 */
export const officialImages: ReadonlySet<string> = new Set(
  `adminer alpine amazonlinux bash busybox caddy cassandra consul couchdb couchbase debian docker elasticsearch eclipse-mosquitto
  fedora fluentd golang gradle grafana haproxy httpd influxdb jenkins kibana kong logstash mariadb maven memcached mongo
  mongo-express mysql nats neo4j nginx node openjdk percona php postgres python rabbitmq redis registry rethinkdb ruby rust
  solr telegraf tomcat traefik ubuntu vault varnish wordpress zookeeper`.split(/\s+/),
);
