/** Images whose original runs as root, on bases that have another user: what can run as that user, and what can't. */
import type { MigrateOptions } from '../../src/index.ts';

/** Bases of the kinds that teams have; `ref` is what the tests build them as. */
export type BaseKind = 'nonroot' | 'bare' | 'hardened' | 'certificates';

export const userOfBases = '65532';

/** What stands for the scratch and distroless families, as a configuration declares it. */
export function declaredBases(
  ref: (kind: BaseKind) => string,
  kind: BaseKind,
): NonNullable<MigrateOptions['bases']> {
  const setting = { ref: ref(kind), ...declarations[kind] };
  return { scratch: setting, 'distroless-static': setting };
}

const declarations = {
  // As distroless' variant of that name.
  nonroot: {
    user: userOfBases,
    home: '/home/nonroot',
    workdir: '/home/nonroot',
  },
  // A user and nothing else: no record, no /tmp.
  bare: { user: userOfBases, provides: [] },
  // With an entrypoint, a working directory and another group.
  hardened: {
    user: '65532:65533',
    workdir: '/work',
    entrypoint: ['/no/such/program'],
    provides: ['temporary-directory', 'users'],
  },
  // As Chainguard's static: no /tmp that is open to all.
  certificates: {
    user: userOfBases,
    env: { SSL_CERT_FILE: '/etc/ssl/certs/ca-certificates.crt' },
    provides: ['certificates', 'users'],
  },
} as const satisfies Record<BaseKind, object>;

export interface NonRootCase {
  readonly name: string;
  readonly base: BaseKind;
  readonly dockerfile: string;
  readonly files: Readonly<Record<string, string>>;
  /** Lines that the runtime stage has. */
  readonly lines?: readonly string[];
  /** Why it stays root's; undefined where it doesn't. */
  readonly because?: string;
}

function program(imports: string, body: string, more = ''): Readonly<Record<string, string>> {
  const paths = ['fmt', ...imports.split(' ').filter((path) => path !== '')].map((path) => `\t"${path}"\n`);
  const main = `package main\n\nimport (\n${paths.join('')})\n${more}\nfunc main() {\n${body}\n}\n`;
  return { 'go.mod': 'module example.com/app\n\ngo 1.22\n', 'main.go': main };
}

const build = 'FROM golang:1.24\nWORKDIR /app\nCOPY . .\nRUN go build -o /app/server .\n';
const start = 'CMD ["/app/server"]\n';
const plain = build + start;

const failing = 'if err != nil {\n\tpanic(err)\n}';

/** Written, and read again. */
const writes = (path: string): string =>
  `err := os.WriteFile("${path}", []byte("kept"), 0o644)\n${failing}\ntext, err := os.ReadFile("${path}")\n${failing}\nfmt.Println(string(text))`;

const server = (address: string): string =>
  `go http.ListenAndServe("${address}", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { w.Write([]byte("well")) }))
for range 50 {
	answer, err := http.Get("http://127.0.0.1:${address.slice(1)}/")
	if err == nil {
		text, _ := io.ReadAll(answer.Body)
		fmt.Println(string(text))
		return
	}
	time.Sleep(50 * time.Millisecond)
}`;

export const canRun: readonly NonRootCase[] = [
  { name: 'prints', base: 'bare', dockerfile: plain, files: program('', 'fmt.Println("hello")') },
  {
    name: 'serves on a port of everybody',
    base: 'nonroot',
    dockerfile: `${build}EXPOSE 8080\n${start}`,
    files: program('io net/http time', server(':8080')),
  },
  {
    name: 'writes in its working directory',
    base: 'bare',
    dockerfile: plain,
    files: program('os', writes('state.txt')),
    lines: ['WORKDIR /app'],
  },
  {
    name: 'writes in a directory of its own',
    base: 'nonroot',
    dockerfile: `${build}RUN mkdir -p /srv/state\n${start}`,
    files: program('os', writes('/srv/state/state.txt')),
    lines: ['WORKDIR /srv/state'],
  },
  {
    name: 'writes in a volume',
    base: 'certificates',
    dockerfile: `${build}VOLUME /data\n${start}`,
    files: program('os', writes('/data/state.txt')),
    lines: ['WORKDIR /data', 'VOLUME /data'],
  },
  {
    name: 'writes a file that the author brings',
    base: 'bare',
    dockerfile: plain,
    files: {
      ...program('os', writes('data/counter.txt')),
      'data/counter.txt': 'old\n',
      'data/other.txt': 'x\n',
    },
    lines: ['COPY --from=build --chown=65532:65532 /app/data/counter.txt /app/data/counter.txt'],
  },
  {
    name: 'writes in a directory that goes along as a whole',
    base: 'hardened',
    dockerfile: `${build}COPY seed /var/lib/app\n${start}`,
    files: { ...program('os', writes('/var/lib/app/new.txt')), 'seed/a.txt': 'a\n' },
  },
  {
    name: 'makes temporary files, beside an entrypoint of the base',
    base: 'hardened',
    dockerfile: plain,
    files: program(
      'os',
      `file, err := os.CreateTemp("", "x")\n${failing}\nfmt.Fprint(file, "x")\nfmt.Println("made")\nos.Remove(file.Name())`,
    ),
    lines: ['ENTRYPOINT []'],
  },
  {
    name: 'reads a file that was closed to others',
    base: 'bare',
    dockerfile: `${build}RUN chmod 600 /app/secret.txt\n${start}`,
    files: {
      ...program('os', `text, err := os.ReadFile("/app/secret.txt")\n${failing}\nfmt.Print(string(text))`),
      'secret.txt': 'told\n',
    },
    lines: ['COPY --from=build --chown=65532:65532 /app/secret.txt /app/secret.txt'],
  },
  {
    name: 'writes where everybody may already',
    base: 'nonroot',
    dockerfile: `${build}RUN mkdir /open && chmod 777 /open\n${start}`,
    files: program('os', writes('/open/state.txt')),
  },
  {
    name: 'looks at its working directory, which is not the one of the base',
    base: 'hardened',
    dockerfile: `${build}COPY page.txt /\nWORKDIR /\nCMD ["./app/server"]\n`,
    files: {
      ...program('os', `text, err := os.ReadFile("page.txt")\n${failing}\nfmt.Print(string(text))`),
      'page.txt': 'page\n',
    },
    lines: ['WORKDIR /'],
  },
];

export const cannotRun: readonly NonRootCase[] = [
  {
    name: 'listens on a port of root',
    base: 'nonroot',
    dockerfile: plain,
    files: program('io net/http time', server(':80')),
    because: 'it listens on port 80',
  },
  {
    name: 'announces a port of root',
    base: 'nonroot',
    dockerfile: `${build}EXPOSE 443\n${start}`,
    files: program('', 'fmt.Println("hello")'),
    because: 'port 443 is announced',
  },
  {
    name: 'writes among the files of the system',
    base: 'nonroot',
    dockerfile: plain,
    files: program('os', writes('/etc/app.conf')),
    because: "it writes in /etc, which is the system's",
  },
  {
    name: 'asks who it is',
    base: 'nonroot',
    dockerfile: plain,
    files: program('os/user', `me, err := user.Current()\n${failing}\nfmt.Println(me.HomeDir)`),
    because: 'it asks for users and groups',
  },
  {
    name: 'gives files away',
    base: 'nonroot',
    dockerfile: plain,
    files: program('os', `err := os.Chown("/app", 1, 1)\n${failing}\nfmt.Println("given")`),
    because: 'it may do what only root may',
  },
  {
    name: 'lies in the home of root',
    base: 'nonroot',
    dockerfile: `FROM golang:1.24\nWORKDIR /root/app\nCOPY . .\nRUN go build -o server .\nCMD ["./server"]\n`,
    files: program('', 'fmt.Println("hello")'),
    because: '/root is closed to other users',
  },
  {
    name: 'makes a directory beside those of the system',
    base: 'bare',
    dockerfile: plain,
    files: program('os', `err := os.MkdirAll("/made/here", 0o755)\n${failing}\nfmt.Println("made")`),
    because: 'it makes /made/here in /',
  },
  {
    name: 'says that it is root',
    base: 'bare',
    dockerfile: `${build}USER root\n${start}`,
    files: program('', 'fmt.Println("hello")'),
    because: 'the file says USER root',
  },
];
