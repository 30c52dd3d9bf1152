/** Files that are dropped on the page or chosen, read as texts. */

export interface TextFile {
  /** With slashes, without the name of the dropped folder. */
  readonly path: string;
  readonly text: string;
}

/** What is larger is no source, and would only make the page slow. */
const largest = 1_000_000;
/** Directories that a build seldom needs, and that hold thousands of files. */
const leftOut = /(?:^|\/)(?:\.git|node_modules)\//;

/** All files of what was dropped, folders gone through. */
export async function filesDropped(items: DataTransferItemList): Promise<readonly TextFile[]> {
  // The list is emptied as soon as the event is over: all entries are taken before anything is waited for.
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const single = entries.length === 1 && entries[0]?.isDirectory === true;
  const files = (await Promise.all(entries.map((entry) => filesOf(entry, '')))).flat();
  return textsOf(single ? files.map((file) => ({ ...file, path: withoutFirst(file.path) })) : files);
}

/** All files of a folder that was chosen. */
export function filesChosen(files: FileList): Promise<readonly TextFile[]> {
  return textsOf([...files].map((file) => ({ path: withoutFirst(file.webkitRelativePath), file })));
}

interface Found {
  readonly path: string;
  readonly file: File;
}

async function filesOf(entry: FileSystemEntry, above: string): Promise<readonly Found[]> {
  const path = `${above}${entry.name}`;
  if (leftOut.test(`${path}/`)) return [];
  if (entry instanceof FileSystemFileEntry) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    return [{ path, file }];
  }
  if (!(entry instanceof FileSystemDirectoryEntry)) return [];
  const reader = entry.createReader();
  const inside: FileSystemEntry[] = [];
  // A reader gives a hundred at a time, and none at the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) break;
    inside.push(...some);
  }
  return (await Promise.all(inside.map((each) => filesOf(each, `${path}/`)))).flat();
}

async function textsOf(files: readonly Found[]): Promise<readonly TextFile[]> {
  const wanted = files.filter(({ path, file }) => file.size <= largest && !leftOut.test(path));
  return Promise.all(wanted.map(async ({ path, file }) => ({ path, text: await file.text() })));
}

function withoutFirst(path: string): string {
  return path.slice(path.indexOf('/') + 1);
}
