/** How both images are run, so that what they do can be compared. */
import type { RunPlan } from './compare/observe.ts';
import { commandOf } from './compare/programs.ts';
import type { Engine } from './engine/types.ts';
import type { ImageConfig } from './image/config.ts';
import type { VerifyRequest } from './request.ts';

/** What stands in CMD's place. An image that was run by hand gets a CMD by its migration: that is what both are run with. */
export function argumentsFor(request: VerifyRequest, after: ImageConfig): readonly string[] | undefined {
  if (request.args !== undefined) return request.args;
  return request.accepted.some(({ field }) => field === 'Cmd') ? after.cmd : undefined;
}

/** The plans, or why the images can't be run. */
export type Plans =
  | { readonly ok: true; readonly before: RunPlan; readonly after: RunPlan }
  | { readonly ok: false; readonly why: string };

/** Plans that differ in the command alone. */
export function plansFor(
  request: VerifyRequest,
  before: ImageConfig,
  after: ImageConfig,
  args: readonly string[] | undefined,
  engine: Engine,
): Plans {
  const { http, limits, env, openNetwork } = request;
  if (http.length > 0 && !engine.abilities.addresses) {
    return {
      ok: false,
      why: `${engine.description} gives containers no address, so nothing can be asked over HTTP`,
    };
  }
  const port = request.port ?? onlyPort(before);
  if (http.length > 0 && port === undefined) {
    return {
      ok: false,
      why: 'which port to ask is not known: the original announces none or several (--port N)',
    };
  }
  const commands = { before: commandOf(before, args), after: commandOf(after, args) };
  if (commands.before.length === 0) return { ok: false, why: 'the original has no command to run (-- ARG…)' };
  const health =
    before.healthcheck !== undefined && before.healthcheck.test[0] !== 'NONE' && engine.abilities.health;
  const common = { args, env, http, port, limits, health, openNetwork };
  return {
    ok: true,
    before: { ...common, command: commands.before },
    after: { ...common, command: commands.after },
  };
}

function onlyPort({ exposedPorts }: ImageConfig): number | undefined {
  const tcp = exposedPorts.filter((port) => !port.endsWith('/udp') && !port.endsWith('/sctp'));
  const [port] = tcp;
  return port === undefined || tcp.length > 1 ? undefined : Number.parseInt(port, 10);
}
