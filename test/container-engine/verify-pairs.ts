/** Hand-written pairs of Dockerfiles, before and after a correct migration, and ways to break one. */

export interface Pair {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  readonly http?: readonly string[];
  /** Follow what the original opens, where that can be had. */
  readonly traced?: true;
}

const hello = `COPY <<EOF ./main.go
package main

import "fmt"

func main() { fmt.Println("hello, world") }
EOF`;

const clock = `COPY <<EOF ./main.go
package main

import (
	"fmt"
	"time"
)

func main() {
	rome, err := time.LoadLocation("Europe/Rome")
	fmt.Println(time.Unix(0, 0).In(rome).Format(time.RFC3339), err)
}
EOF`;

const roots = `COPY <<EOF ./main.go
package main

import (
	"crypto/x509"
	"fmt"
)

func main() {
	pool, err := x509.SystemCertPool()
	fmt.Println("roots known:", pool != nil && len(pool.Subjects()) > 10, err)
}
EOF`;

/** A server with templates, a variable, a user, a volume and a health check of its own. */
const server = `COPY <<EOF ./main.go
package main

import (
	"crypto/x509"
	"fmt"
	"html/template"
	"net/http"
	"os"
	"time"
)

func main() {
	if len(os.Args) > 1 && os.Args[1] == "check" {
		response, err := http.Get("http://localhost:8080/")
		if err != nil || response.StatusCode != 200 {
			os.Exit(1)
		}
		return
	}
	page := template.Must(template.ParseFiles("templates/index.html"))
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if err := page.Execute(w, os.Getenv("GREETING")); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
	})
	http.HandleFunc("/zone", func(w http.ResponseWriter, r *http.Request) {
		rome, err := time.LoadLocation("Europe/Rome")
		fmt.Fprintln(w, rome, err)
	})
	http.HandleFunc("/roots", func(w http.ResponseWriter, r *http.Request) {
		pool, err := x509.SystemCertPool()
		fmt.Fprintln(w, pool != nil && len(pool.Subjects()) > 10, err)
	})
	http.HandleFunc("/write", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(w, os.WriteFile("/data/note", []byte("x"), 0o644))
	})
	fmt.Println("listening on :8080 as", os.Getuid())
	fmt.Println(http.ListenAndServe(":8080", nil))
}
EOF
COPY <<EOF ./templates/index.html
<h1>{{.}}</h1>
EOF`;

function single(source: string, build: string, rest: string): string {
  return `FROM golang:1.24\nWORKDIR /src\n${source}\nRUN ${build}\n${rest}`;
}

function split(source: string, build: string, rest: string): string {
  return `FROM golang:1.24 AS build\nWORKDIR /src\n${source}\nRUN ${build}\n\n${rest}`;
}

const goBuild = (program: string): string => `go build -o /bin/${program} ./main.go`;
const serverBuild =
  'CGO_ENABLED=0 go build -o /bin/server ./main.go && mkdir -p /data && chown 1042:1042 /data';
const serverConfig = (user: string): string => `ENV GREETING=hello
EXPOSE 8080
VOLUME /data
USER ${user}
HEALTHCHECK CMD ["/bin/server", "check"]
CMD ["/bin/server"]
`;
const frontend = '# syntax=docker/dockerfile:1\n';

export const pairs: readonly Pair[] = [
  {
    name: 'hello on scratch, without its working directory',
    before: frontend + single(hello, goBuild('hello'), 'CMD ["/bin/hello"]\n'),
    after:
      frontend +
      split(
        hello,
        goBuild('hello'),
        'FROM scratch\nCOPY --from=build /bin/hello /bin/hello\nCMD ["/bin/hello"]\n',
      ),
  },
  {
    name: 'time zones copied to scratch',
    before: single(clock, goBuild('clock'), 'CMD ["/bin/clock"]\n'),
    after: split(
      clock,
      goBuild('clock'),
      `FROM scratch
COPY --from=build /usr/share/zoneinfo /usr/share/zoneinfo
COPY --from=build /bin/clock /bin/clock
WORKDIR /src
CMD ["/bin/clock"]
`,
    ),
  },
  {
    name: 'root certificates and a C library from distroless base',
    before: single(roots, goBuild('roots'), 'CMD ["/bin/roots"]\n'),
    after: split(
      roots,
      goBuild('roots'),
      `FROM gcr.io/distroless/base-debian12
COPY --from=build /bin/roots /bin/roots
WORKDIR /src
CMD ["/bin/roots"]
`,
    ),
  },
  {
    name: 'a shell-form command on a slim base',
    before: single(hello, goBuild('hello'), 'ENV NAME=world\nCMD /bin/hello && echo "and $NAME"\n'),
    after: split(
      hello,
      goBuild('hello'),
      `FROM debian:trixie-slim
COPY --from=build /bin/hello /bin/hello
WORKDIR /src
ENV NAME=world
CMD /bin/hello && echo "and $NAME"
`,
    ),
  },
  {
    name: 'a server with a template, a user and a volume',
    before: single(server, serverBuild, serverConfig('1042')),
    after: split(
      server,
      serverBuild,
      `FROM scratch
COPY --from=build /usr/share/zoneinfo /usr/share/zoneinfo
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build --chown=1042:1042 /data /data
COPY --from=build /src/templates /src/templates
COPY --from=build /bin/server /bin/server
WORKDIR /src
${serverConfig('1042')}`,
    ),
    http: ['/', '/zone', '/write'],
  },
];

/** The server built once, so that breaking its image many times stays quick. */
export const programs = single(server, serverBuild, '');

/** A small image that looks like a toolchain's. */
const toolchain = (image: string): string => `FROM debian:trixie-slim AS small
COPY --from=${image} /usr/share/zoneinfo /usr/share/zoneinfo
COPY --from=${image} /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
ENV GOLANG_VERSION=1.24.4 GOTOOLCHAIN=local GOPATH=/go
ENV PATH=/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
WORKDIR /go
`;

const body = (image: string): string => `WORKDIR /src
COPY --from=${image} /src/templates ./templates
COPY --from=${image} /bin/server /bin/server
RUN mkdir /data && chown 1042:1042 /data && echo 'app:x:1042:1042::/home/app:/bin/sh' >> /etc/passwd
LABEL team=web
STOPSIGNAL SIGTERM
${serverConfig('app')}`;

export function breakable(image: string): Pair {
  return {
    name: 'breakable',
    before: `${toolchain(image)}\nFROM small\n${body(image)}`,
    after: `${toolchain(image)}
FROM small AS build
${body(image)}
FROM scratch
COPY --from=build /usr/share/zoneinfo /usr/share/zoneinfo
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /etc/passwd /etc/passwd
COPY --from=build --chown=1042:1042 /data /data
COPY --from=build /src/templates /src/templates
COPY --from=build /bin/server /bin/server
WORKDIR /src
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
LABEL team=web
STOPSIGNAL SIGTERM
${serverConfig('app')}`,
    http: ['/', '/zone', '/write'],
    traced: true,
  };
}

export interface Mutation {
  readonly name: string;
  /** The last occurrence of this text is replaced. */
  readonly from: string;
  readonly to: string;
  /** A finding that must be among those blamed: level and code. */
  readonly cause: string;
  /** Else it is different. */
  readonly verdict?: 'unknown';
  /** What is asked for in place of the pair's pages. */
  readonly http?: readonly string[];
}

const copyRoots = 'COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt\n';
const copyTemplates = 'COPY --from=build /src/templates /src/templates\n';
const copyServer = 'COPY --from=build /bin/server /bin/server\n';
const copyData = 'COPY --from=build --chown=1042:1042 /data /data\n';
const command = 'CMD ["/bin/server"]';
const check = 'HEALTHCHECK CMD ["/bin/server", "check"]\n';

function mutation(name: string, cause: string, from: string, to = ''): Mutation {
  return { name, from, to, cause };
}

export const mutations: readonly Mutation[] = [
  // Nothing that is asked for makes it connect with TLS: it only could.
  { ...mutation('the certificates dropped', 'files certificates-missing', copyRoots), verdict: 'unknown' },
  {
    ...mutation('the certificates dropped, which a page reads', 'trace file-not-there', copyRoots),
    http: ['/roots'],
  },
  mutation(
    'the zones dropped',
    'trace file-not-there',
    'COPY --from=build /usr/share/zoneinfo /usr/share/zoneinfo\n',
  ),
  mutation('the template dropped', 'trace file-not-there', copyTemplates),
  mutation('the template dropped, seen by the page', 'run behaviour-differs', copyTemplates),
  mutation(
    'the template in another place',
    'run behaviour-differs',
    '/src/templates\nCOPY',
    '/templates\nCOPY',
  ),
  mutation(
    'the working directory dropped',
    'config workingdir-differs',
    'WORKDIR /src\nENV PATH',
    'ENV PATH',
  ),
  mutation('the variable dropped', 'config env-lost', 'ENV GREETING=hello\n'),
  mutation('the variable changed', 'config env-differs', 'GREETING=hello', 'GREETING=bye'),
  mutation('the label dropped', 'config labels-lost', 'LABEL team=web\n'),
  mutation('the user dropped', 'files user-differs', 'USER app\n'),
  mutation('the user’s record dropped', 'files user-unknown', 'COPY --from=build /etc/passwd /etc/passwd\n'),
  mutation('the user by another number', 'config user-differs', 'USER app', 'USER 1043'),
  mutation('the volume of another owner', 'files owner-differs', '--chown=1042:1042 /data', '/data'),
  mutation('the volume’s directory dropped', 'files directory-missing', copyData),
  mutation('the volume not declared', 'config volumes-lost', 'VOLUME /data\n'),
  mutation('the port not declared', 'config exposedports-lost', 'EXPOSE 8080\n'),
  mutation(
    'the execute bit dropped',
    'files program-not-executable',
    copyServer,
    'COPY --from=build --chmod=644 /bin/server /bin/server\n',
  ),
  mutation(
    'the program in another place',
    'files program-missing',
    copyServer,
    'COPY --from=build /bin/server /server\n',
  ),
  mutation('the program dropped', 'files program-missing', copyServer),
  mutation('the health check dropped', 'config healthcheck-differs', check),
  mutation('another health check', 'config healthcheck-differs', '"check"]', '"checks"]'),
  mutation('exec form made shell form', 'config cmd-differs', command, 'CMD /bin/server'),
  mutation('an argument added', 'config cmd-differs', command, 'CMD ["/bin/server", "check"]'),
  mutation(
    'an entrypoint in the command’s place',
    'config entrypoint-differs',
    command,
    'ENTRYPOINT ["/bin/server"]',
  ),
  mutation('the stop signal changed', 'config stopsignal-differs', 'STOPSIGNAL SIGTERM', 'STOPSIGNAL SIGINT'),
  mutation(
    'a directory gone from PATH',
    'config path-lost',
    'PATH=/usr/local/sbin:/usr/local/bin',
    'PATH=/usr/local/sbin',
  ),
  mutation(
    'a stage that is not there',
    'static does-not-build',
    copyServer,
    'COPY --from=builder /bin/server /bin/server\n',
  ),
  mutation(
    'a path that is not there',
    'static does-not-build',
    copyServer,
    'COPY --from=build /bin/servers /bin/server\n',
  ),
  mutation(
    'a program that is found before another',
    'files path-added',
    copyServer,
    `${copyServer}COPY --from=build /bin/server /usr/local/bin/sh\n`,
  ),
];

export function mutate(text: string, { name, from, to }: Mutation): string {
  const at = text.lastIndexOf(from);
  if (at < 0) throw new Error(`${name}: the text to change isn't there`);
  return text.slice(0, at) + to + text.slice(at + from.length);
}
