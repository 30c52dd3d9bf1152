/** Build contexts to start over: an ordinary small one, and ones with thousands of Go files. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes a small program with its Dockerfile. */
export function writeOrdinary(directory: string): void {
  writeGo(directory, ['net/http'], ['http.ListenAndServe(":8080", http.FileServer(http.Dir("public")))']);
}

const packages = 100;
const filesInPackage = 50;

/** How many Go files `writeLarge` makes beside the main one. */
export const largeCount = packages * filesInPackage;

/** Writes a program of 5,000 files, of whose packages it imports so many; all of what it imports is called. */
export function writeLarge(directory: string, imported: number): void {
  const used = Array.from({ length: imported }, (_, number) => `p${number}`);
  writeGo(
    directory,
    ['net/http', ...used.map((name) => `example.com/server/internal/${name}`)],
    [...used.map((name) => `${name}.Run0(3)`), 'http.ListenAndServe(":8080", nil)'],
  );
  for (let number = 0; number < packages; number += 1) {
    const place = join(directory, 'internal', `p${number}`);
    mkdirSync(place, { recursive: true });
    for (let file = 0; file < filesInPackage; file += 1) {
      writeFileSync(join(place, `f${file}.go`), source(`p${number}`, file));
    }
  }
}

function writeGo(directory: string, imports: readonly string[], body: readonly string[]): void {
  writeFileSync(join(directory, 'Dockerfile'), dockerfile);
  writeFileSync(join(directory, 'go.mod'), 'module example.com/server\n\ngo 1.24\n');
  const imported = imports.map((path) => `\t"${path}"\n`).join('');
  const statements = body.map((line) => `\t${line}\n`).join('');
  writeFileSync(
    join(directory, 'main.go'),
    `package main\n\nimport (\n${imported})\n\nfunc main() {\n${statements}}\n`,
  );
}

const dockerfile = `FROM golang:1.24
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /bin/server .
EXPOSE 8080
CMD ["/bin/server"]
`;

/** An ordinary file: a type, methods on it, and a function that the next file's is called from. */
function source(name: string, number: number): string {
  const next =
    number + 1 < filesInPackage
      ? `\tmore, err := Run${number + 1}(n - 1)\n\treturn total + more, err`
      : '\treturn total, nil';
  return `// Package ${name} keeps counts.
package ${name}

import (
	"errors"
	"fmt"
	"strings"
	"sync"
)

// Counter${number} counts words.
type Counter${number} struct {
	mu     sync.Mutex
	Name   string \`json:"name"\`
	Words  []string
	counts map[string]int
	next   *Counter${number}
}

var errEmpty${number} = errors.New("${name}: the word ${number} is empty")

const most${number} = ${number} * 16

// Add counts a word several times.
func (c *Counter${number}) Add(word string, times int) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.counts == nil {
		c.counts = make(map[string]int, most${number})
	}
	if word == "" {
		return fmt.Errorf("add %d: %w", times, errEmpty${number})
	}
	c.counts[strings.ToLower(word)] += times
	for i := 0; i < times; i++ {
		if i%3 == 0 && times > most${number} {
			continue
		}
		c.Words = append(c.Words, fmt.Sprintf("%s-%d", word, i))
	}
	return nil
}

// Find looks for a counter by the start of its name.
func (c *Counter${number}) Find(start string) (*Counter${number}, bool) {
	for at := c; at != nil; at = at.next {
		switch {
		case at.Name == start:
			return at, true
		case strings.HasPrefix(at.Name, start):
			if len(at.Words) > 2 {
				return at, false
			}
		}
	}
	return nil, false
}

// Run${number} counts and adds up.
func Run${number}(n int) (total int, err error) {
	counters := []*Counter${number}{{Name: "first"}, {Name: "second", Words: []string{"a", "b"}}}
	for index, counter := range counters {
		if err := counter.Add(fmt.Sprint(index), n); err != nil {
			return total, err
		}
		total += len(counter.Words)
	}
	known := func(name string) bool { _, ok := counters[0].Find(name); return ok }
	if known("first") {
		total++
	}
${next}
}
`;
}
