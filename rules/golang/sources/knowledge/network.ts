/**
 * Connections, certificates and names of services. Source of each row: the function's page,
 * https://pkg.go.dev/<import path>#<name>
 *
 * "TLS client" means that the other side's certificate is checked against the system's certificates.
 */

import {
  type ApiFacts,
  type KnowledgeArea,
  argument,
  does,
  each,
  effect,
  reads,
  returning,
  writes,
} from './facts.ts';

function connects(index: number): ApiFacts {
  return { effects: [effect('tls-client', argument(index, 'url'))] };
}

function listens(index: number): ApiFacts {
  return { effects: [effect('service-names', argument(index, 'listen-address'))] };
}

/** Certificate and key by their file names. */
function keyPair(first: number): ApiFacts {
  return { effects: [effect('read-file', argument(first)), effect('read-file', argument(first + 1))] };
}

function listensWithKeyPair(address: number, first: number): ApiFacts {
  return { effects: [...(listens(address).effects ?? []), ...(keyPair(first).effects ?? [])] };
}

const internet = ['tcp', 'tcp4', 'tcp6', 'udp', 'udp4', 'udp6'];
const local = ['unix', 'unixgram', 'unixpacket'];

const dials: ApiFacts = {
  effects: [
    effect('protocol-names', argument(0, 'protocol')),
    {
      ...effect('service-names', argument(1, 'address')),
      when: { index: 0, texts: internet },
    },
  ],
};

/** With the network in one argument and the address in the one behind it. */
function listensOn(network: number): ApiFacts {
  return {
    effects: [
      effect('protocol-names', argument(network, 'protocol')),
      effect('privileged', argument(network, 'raw-network')),
      {
        ...effect('service-names', argument(network + 1, 'listen-address')),
        when: { index: network, texts: internet },
      },
      { ...effect('write', argument(network + 1, 'unix-socket')), when: { index: network, texts: local } },
    ],
  };
}

/** Who may write to a socket is for its owner to say (unix(7)). */
const connectsTo: ApiFacts = {
  effects: [
    ...(dials.effects ?? []),
    effect('privileged', argument(0, 'raw-network')),
    { ...effect('privileged', argument(1, 'unix-socket')), when: { index: 0, texts: local } },
  ],
};

const tls = does('tls-client');

/** An import that says the program talks to a service over HTTPS. */
const client = [effect('tls-client')];

/** By default they connect as the user that the program runs as, with that user's ~/.pgpass (pgconn, defaults.go). */
const postgres = [...client, effect('user-lookup')];

/**
 * Their settings and credentials are files below the home directory, unless the environment gives them: ~/.aws (AWS SDK
 * reference, "Shared config and credentials files"), ~/.config/gcloud (Google Cloud, "Application Default
 * Credentials"), ~/.snowflake.
 */
const profiled = [...client, effect('home-directory')];

export const network: KnowledgeArea = {
  functions: {
    'net/http': {
      ...each('Get Head', returning('net/http.Response', connects(0))),
      ...each('Post PostForm', returning('net/http.Response', connects(0))),
      ...each(
        'Client.Get Client.Head Client.Post Client.PostForm',
        returning('net/http.Response', connects(0)),
      ),
      ...each(
        'Client.Do Transport.RoundTrip RoundTripper.RoundTrip',
        returning('net/http.Response', connects(0)),
      ),
      NewRequest: returning('net/http.Request', { gives: { kind: 'argument', index: 1 } }),
      NewRequestWithContext: returning('net/http.Request', { gives: { kind: 'argument', index: 2 } }),
      ListenAndServe: listens(0),
      ListenAndServeTLS: listensWithKeyPair(0, 1),
      'Server.ListenAndServe': does('listens'),
      'Server.ListenAndServeTLS': { effects: [effect('listens'), ...(keyPair(0).effects ?? [])] },
      ServeTLS: keyPair(2),
      'Server.ServeTLS': keyPair(1),
    },
    'net/http/httputil': { NewSingleHostReverseProxy: connects(0) },
    'net/url': {
      Parse: returning('net/url.URL', { gives: { kind: 'argument', index: 0 } }),
      ParseRequestURI: returning('net/url.URL', { gives: { kind: 'argument', index: 0 } }),
    },
    'crypto/tls': {
      ...each('Dial DialWithDialer Client Dialer.Dial Dialer.DialContext', tls),
      LoadX509KeyPair: keyPair(0),
      Listen: listens(1),
    },
    'crypto/x509': { SystemCertPool: tls },
    'net/smtp': { SendMail: tls, 'Client.StartTLS': tls },
    net: {
      ...each('Dial DialTimeout', connectsTo),
      ...each('Listen ListenPacket', listensOn(0)),
      ...each('ListenConfig.Listen ListenConfig.ListenPacket', listensOn(1)),
      // Their addresses were made before.
      ...each('ListenTCP ListenUDP', { effects: [effect('listens', { from: 'unknown' })] }),
      ...each('ListenIP DialIP', does('privileged')),
      LookupPort: { effects: [effect('service-names', argument(1, 'address'))] },
      ...each('ResolveTCPAddr ResolveUDPAddr', dials),
    },
    'golang.org/x/crypto/acme/autocert': {
      NewListener: { effects: [effect('tls-client'), effect('home-directory')] },
      'Manager.TLSConfig': tls,
      'Manager.Listener': tls,
      'Manager.GetCertificate': tls,
      DirCache: { ...writes(), converts: true },
    },
    'github.com/gin-gonic/autotls': { ...each('Run RunWithManager', tls) },
    'google.golang.org/grpc/credentials': {
      ...each('NewTLS NewClientTLSFromCert', tls),
      NewClientTLSFromFile: reads(0),
      NewServerTLSFromFile: keyPair(0),
    },
    'github.com/gorilla/websocket': {
      ...each('Dialer.Dial', connects(0)),
      'Dialer.DialContext': connects(1),
    },
    'nhooyr.io/websocket': { Dial: connects(1) },
    'github.com/coder/websocket': { Dial: connects(1) },
    'golang.org/x/net/websocket': { Dial: connects(0) },
    'github.com/valyala/fasthttp': {
      ...each('Get GetTimeout Post', connects(1)),
      ...each('Do DoTimeout Client.Do Client.DoTimeout', tls),
      ListenAndServe: listens(0),
      ListenAndServeTLS: listensWithKeyPair(0, 1),
    },
    'github.com/hashicorp/go-retryablehttp': {
      ...each('Get Head Post PostForm Client.Get Client.Head Client.Post', connects(0)),
      'Client.Do': tls,
      NewClient: { returns: 'github.com/hashicorp/go-retryablehttp.Client' },
    },
    'github.com/go-resty/resty': {
      New: { returns: 'github.com/go-resty/resty.Client' },
      R: { returns: 'github.com/go-resty/resty.Request' },
      'Client.R': { returns: 'github.com/go-resty/resty.Request' },
      'Client.SetRootCertificate': reads(),
      ...each(
        'Request.SetHeader Request.SetHeaders Request.SetBody Request.SetResult Request.SetQueryParam ' +
          'Request.SetQueryParams Request.SetAuthToken Request.SetBasicAuth Request.SetContext Request.SetError ' +
          'Request.SetFormData Request.SetPathParam Request.SetPathParams',
        { returns: 'github.com/go-resty/resty.Request' },
      ),
      ...each('Request.Get Request.Post Request.Put Request.Patch Request.Delete Request.Head', connects(0)),
      'Request.Execute': connects(1),
    },
    'github.com/parnurzeal/gorequest': {
      New: { returns: 'github.com/parnurzeal/gorequest.SuperAgent' },
      ...each('SuperAgent.Get SuperAgent.Post SuperAgent.Put SuperAgent.Delete', connects(0)),
    },
    'github.com/levigross/grequests': { ...each('Get Post Put Delete Head Patch', connects(0)) },
    'github.com/imroc/req': { ...each('Get Post Put Delete Head Patch', connects(0)) },
    'github.com/gocolly/colly': {
      NewCollector: { returns: 'github.com/gocolly/colly.Collector' },
      'Collector.Visit': connects(0),
    },
    'github.com/mmcdole/gofeed': {
      NewParser: { returns: 'github.com/mmcdole/gofeed.Parser' },
      'Parser.ParseURL': connects(0),
    },
    'github.com/PuerkitoBio/goquery': { NewDocument: connects(0) },
    'gopkg.in/gomail': {
      'Dialer.DialAndSend': tls,
      'Dialer.Dial': tls,
      NewDialer: { returns: 'gopkg.in/gomail.Dialer' },
    },
    'github.com/go-gomail/gomail': { NewDialer: tls, NewPlainDialer: tls },
    'github.com/jordan-wright/email': { ...each('Email.Send Email.SendWithTLS Email.SendWithStartTLS', tls) },
    'github.com/emersion/go-imap/client': { DialTLS: tls },
    'github.com/redis/go-redis': { ParseURL: { effects: [effect('tls-client', argument(0, 'url'))] } },
    'github.com/go-redis/redis': { ParseURL: { effects: [effect('tls-client', argument(0, 'url'))] } },
    'github.com/gomodule/redigo/redis': { DialURL: { effects: [effect('tls-client', argument(0, 'url'))] } },
    'github.com/streadway/amqp': { Dial: connects(0), DialTLS: tls },
    'github.com/rabbitmq/amqp091-go': { Dial: connects(0), DialTLS: tls },
    'github.com/nats-io/nats': { Connect: { effects: [effect('tls-client', argument(0, 'url'))] } },
    'github.com/eclipse/paho.mqtt.golang': {
      'ClientOptions.AddBroker': connects(0),
      NewClientOptions: { returns: 'github.com/eclipse/paho.mqtt.golang.ClientOptions' },
    },
    'github.com/go-ldap/ldap': { DialURL: connects(0), DialTLS: tls },
    'github.com/elastic/go-elasticsearch': { ...each('NewClient NewDefaultClient', tls) },
    'github.com/olivere/elastic': { ...each('NewClient NewSimpleClient', tls) },
    'github.com/minio/minio-go': { New: tls },
    'go.mongodb.org/mongo-driver/mongo/options': { 'ClientOptions.ApplyURI': tls },
    'go.mongodb.org/mongo-driver/mongo': { ...each('Connect NewClient', tls) },
    'github.com/go-sql-driver/mysql': { RegisterTLSConfig: tls },
    'github.com/jackc/pgx': { Connect: connects(1) },
    'github.com/jackc/pgx/pgxpool': { ...each('New Connect', connects(1)) },
    'k8s.io/client-go/rest': {
      InClusterConfig: {
        effects: [
          effect('read-directory', { from: 'text', text: '/var/run/secrets/kubernetes.io/serviceaccount' }),
        ],
      },
    },
    'k8s.io/client-go/util/homedir': {
      HomeDir: { ...does('home-directory'), gives: { kind: 'base', base: 'home-directory', rest: '' } },
    },
    'k8s.io/client-go/tools/clientcmd': {
      BuildConfigFromFlags: { effects: [effect('read-file', argument(1))] },
      NewDefaultClientConfigLoadingRules: does('home-directory'),
    },
  },
  fields: {
    'net/http': { 'Server.Addr': effect('service-names', argument(0, 'listen-address')) },
    'golang.org/x/crypto/acme/autocert': { 'Manager.Cache': effect('write', argument(0)) },
  },
  types: {
    'net/http.DefaultClient': 'net/http.Client',
    'net/http.DefaultTransport': 'net/http.Transport',
    'github.com/gorilla/websocket.DefaultDialer': 'github.com/gorilla/websocket.Dialer',
  },
  imports: {
    'github.com/aws/aws-sdk-go': client,
    'github.com/aws/aws-sdk-go/aws': [],
    'github.com/aws/aws-sdk-go/service': client,
    'github.com/aws/aws-sdk-go/aws/session': profiled,
    'github.com/aws/aws-sdk-go-v2/config': profiled,
    'github.com/aws/aws-sdk-go-v2/service': client,
    'k8s.io/client-go': client,
    'k8s.io/client-go/util': [],
    'cloud.google.com/go': profiled,
    'cloud.google.com/go/civil': [],
    'google.golang.org/api': profiled,
    'google.golang.org/api/googleapi': [],
    'firebase.google.com/go': profiled,
    'github.com/Azure/azure-sdk-for-go/sdk/azidentity': client,
    'github.com/Azure/azure-sdk-for-go/sdk/storage': client,
    'github.com/Azure/azure-sdk-for-go/services': client,
    'github.com/Azure/azure-storage-blob-go': client,
    'github.com/digitalocean/godo': client,
    'github.com/hashicorp/vault/api': client,
    'github.com/stripe/stripe-go': client,
    'github.com/slack-go/slack': client,
    'github.com/nlopes/slack': client,
    'github.com/bwmarrin/discordgo': client,
    'github.com/go-telegram-bot-api/telegram-bot-api': client,
    'github.com/tucnak/telebot': client,
    'gopkg.in/tucnak/telebot': client,
    'gopkg.in/telebot': client,
    'github.com/go-telegram/bot': client,
    'github.com/mymmrac/telego': client,
    'github.com/line/line-bot-sdk-go': client,
    'github.com/google/go-github': client,
    // ~/.docker/config.json (pkg/authn, DefaultKeychain)
    'github.com/google/go-containerregistry': profiled,
    // ~/.gitconfig (config, LoadConfig); the user's name and ~/.ssh/known_hosts (plumbing/transport/ssh)
    'github.com/go-git/go-git': [...profiled, effect('user-lookup')],
    'github.com/prometheus/client_golang/prometheus/push': client,
    'github.com/shurcooL/githubv4': client,
    'github.com/xanzy/go-gitlab': client,
    'gitlab.com/gitlab-org/api/client-go': client,
    'github.com/andygrunwald/go-jira': client,
    'github.com/sendgrid/sendgrid-go': client,
    'github.com/mailgun/mailgun-go': client,
    'github.com/twilio/twilio-go': client,
    'github.com/dghubble/go-twitter': client,
    'github.com/ChimeraCoder/anaconda': client,
    'github.com/sashabaranov/go-openai': client,
    'github.com/openai/openai-go': client,
    'github.com/anthropics/anthropic-sdk-go': client,
    'github.com/cloudflare/cloudflare-go': client,
    'github.com/coreos/go-oidc': client,
    'golang.org/x/oauth2': client,
    'github.com/markbates/goth': client,
    'github.com/getsentry/sentry-go': client,
    'github.com/getsentry/raven-go': client,
    'github.com/newrelic/go-agent': client,
    'github.com/DataDog/datadog-api-client-go': client,
    'github.com/influxdata/influxdb-client-go': [],
    'github.com/plaid/plaid-go': client,
    'github.com/algolia/algoliasearch-client-go': client,
    'github.com/cloudinary/cloudinary-go': client,
    'github.com/zmb3/spotify': client,
    'go.mau.fi/whatsmeow': client,
    'maunium.net/go/mautrix': client,
    'github.com/snowflakedb/gosnowflake': client,
    'github.com/denisenkom/go-mssqldb': client,
    'github.com/microsoft/go-mssqldb': client,
    // It takes times in the zone that the server names (conn.go, processParameterStatus).
    'github.com/lib/pq': [...postgres, effect('time-zone')],
    'github.com/jackc/pgx': postgres,
    'github.com/jackc/pgconn': postgres,
    'gorm.io/driver/postgres': postgres,
    'gorm.io/driver/mysql': client,
    'github.com/go-sql-driver/mysql': client,
    'github.com/globalsign/mgo': [],
    'go.mongodb.org/mongo-driver/mongo': client,
    'go.mongodb.org/mongo-driver/bson': [],
  },
};
