/** The page on which dfopt runs in the browser. */
import { escapeHtml } from './markdown.ts';

export interface Example {
  readonly dockerfile: string;
  /** The build context's files by path. */
  readonly files: Readonly<Record<string, string>>;
}

/** The example is in the page, so that it works from a folder, too. */
export function playgroundHtml(example: Example): string {
  return `<h1>Playground</h1>
<p>The same program as the command line, in this page: what you type or drop here is not sent anywhere. Drop files or a folder
anywhere; a <code>Dockerfile</code> among them takes the place of the one below.</p>
<div class="playground">
<section aria-label="What is migrated">
<label for="dockerfile">Dockerfile</label>
<textarea id="dockerfile" spellcheck="false" rows="16">${escapeHtml(example.dockerfile)}</textarea>
<div class="bar"><span id="files-label">Build context</span>
<button id="add-file" type="button">Add a file</button>
<button id="pick-folder" type="button">Choose a folder</button>
<button id="clear" type="button">Clear</button>
<input id="folder" type="file" webkitdirectory multiple hidden>
</div>
<ul id="files" aria-labelledby="files-label"></ul>
<div id="editor" hidden><div class="bar"><label for="file-name">File</label><input id="file-name" type="text" spellcheck="false">
<button id="remove-file" type="button">Remove</button></div>
<textarea id="file-text" aria-label="Text of the file" spellcheck="false" rows="12"></textarea></div>
<div class="bar"><label for="confidence">Least confidence</label>
<select id="confidence"><option>proven</option><option selected>likely</option><option>possible</option></select></div>
</section>
<section aria-label="What becomes of it" aria-live="polite">
<p id="verdict" class="verdict"></p>
<div id="result"></div>
</section>
</div>
<script type="application/json" id="example">${JSON.stringify(example.files).replaceAll('<', '\\u003c')}</script>
`;
}
