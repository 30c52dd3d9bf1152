import { expect, it } from 'vitest';
import { memoryContext } from '../../src/context/memory.ts';
import { migrate } from '../../src/index.ts';

const files = {
  'package.json': '{ "name": "shop", "version": "1.0.0", "devDependencies": { "typescript": "5" } }\n',
  'tsconfig.json': '{ "compilerOptions": { "outDir": "dist" }, "include": ["src"] }\n',
  'src/cli.ts': '#!/usr/bin/env node\nconsole.log("shop");\n',
};

it('does not take what a compiler writes for an interpreter for a program, through a link either', () => {
  const text =
    'FROM node:20\nRUN ln -s /app/dist/cli.js /usr/local/bin/shop\nWORKDIR /app\nCOPY . .\nRUN npm install\nRUN npx tsc && chmod +x dist/cli.js\nCMD ["shop"]\n';
  expect(migrate(text, { context: memoryContext(files) })).not.toMatchObject({ outcome: 'migrated' });
});
