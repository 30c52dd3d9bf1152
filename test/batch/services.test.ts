import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resolveInputs } from '../../src/batch/inputs.ts';
import { serviceFor } from '../../src/batch/services.ts';
import { composedParts } from '../../src/cli/verify-setup.ts';
import { servicesOnDisk } from '../../src/context/disk.ts';
import { folder } from './folder.ts';

const compose = `services:
  web: { build: ./app, environment: { A: "1" }, command: web, ports: ["80:8080"], depends_on: [db] }
  worker: { build: ./app, command: work }
  db: { image: postgres, depends_on: { seed: { condition: service_completed_successfully } } }
  seed: { image: busybox }
  unneeded: { image: grafana }
  other: { build: ./other }
`;
const files = { 'compose.yaml': compose, 'app/Dockerfile': 'FROM x\n', 'other/Dockerfile': 'FROM x\n' };

async function inputOf(name: string, cwd: string) {
  const { inputs } = await resolveInputs([name], { cwd, exclude: [] });
  const [input] = inputs;
  if (input === undefined) throw new Error(`no ${name}`);
  return input;
}

describe('the service that an image is run as', () => {
  it('is the first that builds it, or the one that is named', async () => {
    const cwd = folder(files);
    const input = await inputOf('app/Dockerfile', cwd);
    expect(serviceFor(input)).toMatchObject({ name: 'web of compose.yaml:2', others: ['worker'] });
    expect(serviceFor(input, 'worker')).toMatchObject({ service: { command: ['work'] }, others: ['web'] });
    expect(serviceFor(input, 'none')).toBeUndefined();
  });

  it('is one of the compose file that was named, wherever that lies', async () => {
    const cwd = folder({ ...files, 'deploy/compose.yaml': 'services: { api: { build: ../app } }\n' });
    expect(serviceFor(await inputOf('deploy/compose.yaml', cwd))?.service.name).toBe('api');
  });

  it('is none where no compose file builds it', async () => {
    expect(serviceFor(await inputOf('Dockerfile', folder({ Dockerfile: 'FROM x\n' })))).toBeUndefined();
  });

  it('is set up as the file says, beside what it depends on', async () => {
    const cwd = folder(files);
    const beside = servicesOnDisk(join(cwd, 'compose.yaml'), cwd);
    const input = await inputOf('app/Dockerfile', cwd);
    const parts = composedParts(input, { service: undefined, beside });
    expect(parts.setup).toMatchObject({ env: ['A=1'], args: ['web'], ports: [8080], dependsOn: ['db'] });
    expect(parts.setup?.remarks).toEqual(['other services are built from it, too: --service worker']);
    expect(parts.services?.map(({ name, ends }) => [name, ends])).toEqual([
      ['seed', true],
      ['db', false],
    ]);
    const worker = composedParts(input, { service: 'worker', beside });
    expect(worker.services?.map(({ name }) => name)).toEqual(['seed', 'db', 'unneeded']);
    expect(worker.setup?.remarks).toContain('not started, as it is built: other');
  });
});
