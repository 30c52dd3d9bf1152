/** The engine as the fixtures' test uses it: with prepared builders, and without saving an image twice. */
import { link } from 'node:fs/promises';
import { join } from 'node:path';
import { execute } from '../../src/verify/engine/process.ts';
import type { Engine } from '../../src/verify/engine/types.ts';
import { withBuilders, type Builder } from './fixture-images.ts';

/**
 * @param archives Where saved images are kept: the same image is compared with more than one other, and saving one of
 * a gigabyte takes longer than all the rest. undefined keeps none.
 */
export function fixtureEngine(
  engine: Engine,
  builders: ReadonlyMap<string, Builder>,
  archives: string | undefined,
): Engine {
  const saved = new Set<string>();
  return {
    ...engine,
    build: (request) => engine.build({ ...request, text: withBuilders(request.text, builders) }),
    export: async (image, file, signal) => {
      const id = archives === undefined ? undefined : await idOf(image);
      if (archives === undefined || id === undefined) return engine.export(image, file, signal);
      const kept = join(archives, id);
      if (saved.has(id)) {
        await link(kept, file);
        return { ok: true };
      }
      const result = await engine.export(image, file, signal);
      if (result.ok) {
        await link(file, kept);
        saved.add(id);
      }
      return result;
    },
  };
}

async function idOf(image: string): Promise<string | undefined> {
  const { code, stdout } = await execute('docker', ['image', 'inspect', '--format', '{{.Id}}', image]);
  return code === 0 ? stdout.toString('utf8').trim().replace(/\W/g, '-') : undefined;
}
