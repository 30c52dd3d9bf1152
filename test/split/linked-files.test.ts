import { expect, it } from 'vitest';
import { memoryContext } from '../../src/context/memory.ts';
import { migrate } from '../../src/index.ts';

const main = `package main

import (
	"fmt"
	"os"
)

func main() {
	names, err := os.ReadDir("pages")
	fmt.Println(names, err)
}
`;
const text = 'FROM golang:1.24\nWORKDIR /src\nCOPY . .\nRUN go build -o /bin/app .\nCMD ["/bin/app"]\n';

it.each([
  ['../common/footer.html', ['COPY --from=build /src/common/footer.html /src/common/footer.html']],
  ['../common', ['COPY --from=build /src/common /src/common']],
  ['home.html', []],
  ['../missing', []],
])('takes along what a link of the context to %s leads to', (target, expected) => {
  const files = {
    'go.mod': 'module example.com/app\n\ngo 1.24\n',
    'main.go': main,
    'pages/home.html': 'home',
    'common/footer.html': 'footer',
  };
  const context = memoryContext(files, { links: { 'pages/link': target } });
  const outcome = migrate(text, { context });
  const lines = outcome.outcome === 'migrated' ? outcome.text.split('\n') : [];
  expect(lines).toContain('COPY --from=build /src/pages /src/pages');
  expect(lines.filter((line) => line.includes('/src/common'))).toEqual(expected);
});
