/** The playground: what is typed, dropped or chosen, and what dfopt makes of it. */
import { filesChosen, filesDropped, type TextFile } from './dropped-files.ts';
import { byId, make } from './elements.ts';
import { resultOf } from './result.ts';

const dockerfile = byId('dockerfile', HTMLTextAreaElement);
const list = byId('files', HTMLUListElement);
const editor = byId('editor', HTMLElement);
const fileName = byId('file-name', HTMLInputElement);
const fileText = byId('file-text', HTMLTextAreaElement);
const confidence = byId('confidence', HTMLSelectElement);
const verdict = byId('verdict', HTMLElement);
const result = byId('result', HTMLElement);
const folder = byId('folder', HTMLInputElement);

/** More in the list than anyone reads, all of them count. */
const mostListed = 200;
const pauseMs = 150;

const files = new Map<string, string>(Object.entries(exampleFiles()));
let open: string | undefined;

function exampleFiles(): Readonly<Record<string, string>> {
  const parsed: unknown = JSON.parse(document.getElementById('example')?.textContent ?? '{}');
  const pairs = typeof parsed === 'object' && parsed !== null ? Object.entries(parsed) : [];
  return Object.fromEntries(
    pairs.flatMap(([path, text]) => (typeof text === 'string' ? [[path, text]] : [])),
  );
}

function run(): void {
  const least =
    confidence.value === 'proven' || confidence.value === 'possible' ? confidence.value : 'likely';
  const input = {
    dockerfile: dockerfile.value,
    files: Object.fromEntries(files),
    confidence: least,
  } as const;
  const { outcome, verdict: line, details } = resultOf(input);
  verdict.dataset['outcome'] = outcome;
  verdict.replaceChildren(...line);
  result.replaceChildren(...details);
}

let waiting: number | undefined;
function runSoon(): void {
  window.clearTimeout(waiting);
  waiting = window.setTimeout(run, pauseMs);
}

function showFiles(): void {
  const paths = [...files.keys()].sort();
  const shown = paths.slice(0, mostListed).map((path) => {
    const button = make('button', { type: 'button', 'aria-pressed': String(path === open) }, path);
    button.addEventListener('click', () => {
      edit(path === open ? undefined : path);
    });
    return make('li', {}, button);
  });
  const rest = paths.length - shown.length;
  list.replaceChildren(...shown, ...(rest > 0 ? [make('li', {}, `and ${rest} more`)] : []));
}

function edit(path: string | undefined): void {
  open = path;
  editor.hidden = path === undefined;
  fileName.value = path ?? '';
  fileText.value = path === undefined ? '' : (files.get(path) ?? '');
  showFiles();
}

function take(some: readonly TextFile[]): void {
  for (const { path, text } of some) {
    if (path === 'Dockerfile') dockerfile.value = text;
    else files.set(path, text);
  }
  showFiles();
  run();
}

function freeName(): string {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? 'main.go' : `file-${number}.txt`;
    if (!files.has(name)) return name;
  }
}

dockerfile.addEventListener('input', runSoon);
confidence.addEventListener('change', run);
fileText.addEventListener('input', () => {
  if (open !== undefined) files.set(open, fileText.value);
  runSoon();
});
fileName.addEventListener('change', () => {
  const name = fileName.value.trim().replace(/^[./]+/, '');
  if (open === undefined || name === '' || name === open) return;
  files.set(name, files.get(open) ?? '');
  files.delete(open);
  edit(name);
  run();
});
byId('add-file', HTMLButtonElement).addEventListener('click', () => {
  const name = freeName();
  files.set(name, '');
  edit(name);
  fileName.focus();
  fileName.select();
  run();
});
byId('remove-file', HTMLButtonElement).addEventListener('click', () => {
  if (open !== undefined) files.delete(open);
  edit(undefined);
  run();
});
byId('clear', HTMLButtonElement).addEventListener('click', () => {
  files.clear();
  edit(undefined);
  run();
});
byId('pick-folder', HTMLButtonElement).addEventListener('click', () => {
  folder.click();
});
folder.addEventListener('change', async () => {
  if (folder.files !== null) take(await filesChosen(folder.files));
});
document.addEventListener('dragover', (event) => {
  event.preventDefault();
  document.body.classList.add('dropping');
});
document.addEventListener('dragleave', (event) => {
  if (event.relatedTarget === null) document.body.classList.remove('dropping');
});
document.addEventListener('drop', async (event) => {
  event.preventDefault();
  document.body.classList.remove('dropping');
  if (event.dataTransfer !== null) take(await filesDropped(event.dataTransfer.items));
});

showFiles();
run();
