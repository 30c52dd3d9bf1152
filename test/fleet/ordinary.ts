/** What most repositories hold: services that can be split, services that are split, and images of other kinds. */
import type { Random } from './random.ts';
import { type Expected, type Piece, file, migrated, piece } from './repository.ts';

/** Makes an ordinary piece, its Dockerfile under this name. */
export function ordinaryPiece(random: Random, name: string): Piece {
  const make = random.pick([
    goService,
    goService,
    goService,
    goClient,
    goWithData,
    goCommand,
    alreadySplit,
    interpreted,
    interpreted,
    interpreted,
    packaged,
    packaged,
  ]);
  return make(random, name);
}

const releases = ['1.20', '1.21', '1.22.5', '1.23-bookworm', '1.22-alpine', '1.24'] as const;
const words = ['orders', 'billing', 'search', 'gateway', 'mailer', 'sync', 'audit', 'quota'] as const;

function module(name: string): string {
  return `module example.com/${name}\n\ngo 1.20\n`;
}

/** A server that needs nothing but its program. */
function goService(random: Random, name: string): Piece {
  const word = random.pick(words);
  const port = 8000 + random.below(1000);
  const output = random.pick([`/usr/local/bin/${word}`, `/app/${word}`, `/bin/${word}`]);
  const dockerfile = `${random.pick(['', '# syntax=docker/dockerfile:1\n', `# The ${word} service.\n`])}FROM golang:${random.pick(releases)}
${random.pick(['', 'LABEL org.opencontainers.image.title="' + word + '"\n'])}WORKDIR /src
COPY go.mod ./
RUN go mod download
COPY . .
RUN ${random.pick(['', 'CGO_ENABLED=0 ', 'CGO_ENABLED=0 GOOS=linux '])}go build ${random.pick(['', '-trimpath ', '-ldflags="-s -w" '])}-o ${output} .
${random.pick(['', 'ENV LOG_LEVEL=info\n', 'USER 1000:1000\n'])}EXPOSE ${port}
${random.pick([`CMD ["${output}"]`, `ENTRYPOINT ["${output}"]`])}
`;
  const source = `package main

import (
	"fmt"
	"net/http"
	"os"
)

func main() {
	level := os.Getenv("LOG_LEVEL")
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, "${word} %s\\n", level)
	})
	http.ListenAndServe(":${port}", nil)
}
`;
  return piece('a Go service', name, file(dockerfile), migrated, {
    'go.mod': module(word),
    'main.go': source,
  });
}

/** A client of other servers: it needs certificates. */
function goClient(random: Random, name: string): Piece {
  const word = random.pick(words);
  const dockerfile = `FROM golang:${random.pick(releases)} AS base
WORKDIR /go/src/${word}
COPY . .
RUN go build -o /${word} .
CMD ["/${word}"]
`;
  const source = `package main

import (
	"io"
	"net/http"
	"os"
)

func main() {
	response, err := http.Get("https://${word}.example.com/")
	if err != nil {
		panic(err)
	}
	io.Copy(os.Stdout, response.Body)
}
`;
  return piece('a Go client', name, file(dockerfile), migrated, {
    'go.mod': module(word),
    'main.go': source,
  });
}

/** A program that reads files of the context when it runs. */
function goWithData(random: Random, name: string): Piece {
  const word = random.pick(words);
  const dockerfile = `FROM golang:${random.pick(releases)}
WORKDIR /app
COPY . /app
RUN go build -o ${word} .
CMD ["./${word}"]
`;
  const source = `package main

import (
	"fmt"
	"os"
)

func main() {
	text, err := os.ReadFile("config/${word}.json")
	if err != nil {
		panic(err)
	}
	fmt.Println(string(text))
}
`;
  return piece('a Go program with data', name, file(dockerfile), migrated, {
    'go.mod': module(word),
    'main.go': source,
    [`config/${word}.json`]: '{ "name": "fleet" }\n',
  });
}

/** Everything in one file, so that it can be put anywhere. */
export function selfContained(word: string, newline = '\n'): string {
  return `FROM golang:1.21
WORKDIR /src
COPY <<EOF ./main.go
package main

import "fmt"

func main() {
  fmt.Println("${word}")
}
EOF
RUN go build -o /bin/${word} ./main.go
CMD ["/bin/${word}"]
`.replaceAll('\n', newline);
}

function goCommand(random: Random, name: string): Piece {
  return piece('a Go command', name, file(selfContained(random.pick(words))), migrated);
}

const unchanged: Expected = { outcome: 'unchanged' };

function alreadySplit(random: Random, name: string): Piece {
  const word = random.pick(words);
  const dockerfile = `FROM golang:${random.pick(releases)} AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/${word} .

FROM ${random.pick(['scratch', 'alpine:3.20', 'gcr.io/distroless/static-debian12'])}
COPY --from=build /out/${word} /${word}
ENTRYPOINT ["/${word}"]
`;
  const expected: Expected = { outcome: 'unchanged', code: 'already-multi-stage' };
  return piece('already multi-stage', name, file(dockerfile), expected, {
    'go.mod': module(word),
    'main.go': 'package main\n\nfunc main() {}\n',
  });
}

/** Programs that run from their sources: nothing to leave behind. */
function interpreted(random: Random, name: string): Piece {
  const dockerfile = random.pick([
    `FROM python:3.12-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
CMD ["python", "server.py"]
`,
    `FROM ruby:3.3
WORKDIR /app
COPY . .
CMD ["ruby", "server.rb"]
`,
    `FROM php:8.3-apache
COPY . /var/www/html
`,
  ]);
  return piece('a script', name, file(dockerfile), unchanged, {
    'requirements.txt': 'flask==3.0.3\n',
    'server.py': 'print("fleet")\n',
    'server.rb': 'puts "fleet"\n',
  });
}

/** Other people's programs with settings of our own. */
function packaged(random: Random, name: string): Piece {
  const dockerfile = random.pick([
    'FROM nginx:1.27\nCOPY site.conf /etc/nginx/conf.d/default.conf\n',
    'FROM postgres:16\nENV POSTGRES_DB=fleet\nCOPY site.conf /etc/fleet.conf\n',
    'FROM debian:bookworm-slim\nRUN apt-get update && \\\n    apt-get install -y --no-install-recommends redis-server && \\\n    rm -rf /var/lib/apt/lists/*\nCMD ["redis-server"]\n',
    'FROM alpine:3.20\nRUN apk add --no-cache haproxy\nCOPY site.conf /etc/haproxy.cfg\nCMD ["haproxy", "-f", "/etc/haproxy.cfg"]\n',
  ]);
  return piece('a packaged program', name, file(dockerfile), unchanged, { 'site.conf': 'listen 8080\n' });
}
