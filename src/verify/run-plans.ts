/** How both images are run, so that what they do can be compared. */
import type { Ask } from './compare/http.ts';
import type { RunPlan } from './compare/observe.ts';
import { commandOf } from './compare/programs.ts';
import { mostPorts } from './compare/run.ts';
import type { Engine } from './engine/types.ts';
import type { ImageConfig } from './image/config.ts';
import type { VerifyRequest } from './request.ts';
import { describeProfile } from './setup.ts';

/** What stands in CMD's place. An image that was run by hand gets a CMD by its migration: that is what both are run with. */
export function argumentsFor(request: VerifyRequest, after: ImageConfig): readonly string[] | undefined {
  if (request.args !== undefined) return request.args;
  if (request.setup.args !== undefined) return request.setup.args;
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
  const { http, limits, env, openNetwork, setup, exit, services, profile } = request;
  if ((http.length > 0 || services.length > 0) && !engine.abilities.addresses) {
    return {
      ok: false,
      why: `${engine.description} gives containers no address, so nothing can be asked over HTTP, and no service started beside them`,
    };
  }
  const changed =
    describeProfile(profile) !== undefined || setup.user !== undefined || setup.workdir !== undefined;
  if (changed && !engine.abilities.settings) {
    return {
      ok: false,
      why: `${engine.description} can't run an image with another user or working directory, or with fewer rights`,
    };
  }
  const asks = engine.abilities.addresses ? asksFor(request, before) : [];
  if (asks === undefined) {
    return {
      ok: false,
      why: 'which port to ask is not known: the original announces none or several (--port N)',
    };
  }
  const commands = { before: commandFor(request, before, args), after: commandFor(request, after, args) };
  if (commands.before.length === 0) return { ok: false, why: 'the original has no command to run (-- ARG…)' };
  const test = setup.healthcheck ?? before.healthcheck?.test;
  const common = {
    args,
    env: [...setup.env, ...env],
    asks,
    limits,
    health: test !== undefined && test[0] !== 'NONE' && engine.abilities.health,
    openNetwork,
    exit,
    user: profile.user ?? setup.user,
    readOnly: profile.readOnly,
    dropCapabilities: profile.dropCapabilities,
    workdir: setup.workdir,
    replaceEntrypoint: setup.entrypoint !== undefined,
    dependsOn: setup.dependsOn,
    services,
  };
  return {
    ok: true,
    before: { ...common, command: commands.before },
    after: { ...common, command: commands.after },
  };
}

/** An entrypoint that a compose file gives clears the image's CMD, too (compose-spec, `05-services.md`). */
function commandFor(
  { setup: { entrypoint } }: VerifyRequest,
  config: ImageConfig,
  args: readonly string[] | undefined,
): readonly string[] {
  return entrypoint === undefined ? commandOf(config, args) : [...entrypoint, ...(args ?? [])];
}

/**
 * What the server is asked for: what the user says; else the first page of each port that the image announces or the
 * compose file publishes, and what the health check asks for. undefined where the port for what the user names can't be
 * told.
 */
function asksFor({ http, port, setup }: VerifyRequest, config: ImageConfig): readonly Ask[] | undefined {
  const announced = [...new Set([...setup.ports, ...tcpPorts(config)])];
  const [only] = announced;
  const told = port ?? (announced.length === 1 ? only : undefined);
  if (http.length > 0) {
    return told === undefined ? undefined : http.map((path) => ({ path, port: told, told: true }));
  }
  const probed = probedPages(setup.healthcheck ?? config.healthcheck?.test ?? []);
  const ports =
    told === undefined ? [...new Set([...announced, ...probed.map((page) => page.port)])] : [told];
  return ports.slice(0, mostPorts).flatMap((each) =>
    [...new Set(['/', ...probed.filter((page) => page.port === each).map(({ path }) => path)])].map(
      (path) => ({
        path,
        port: each,
        told: false,
      }),
    ),
  );
}

function tcpPorts({ exposedPorts }: ImageConfig): readonly number[] {
  return exposedPorts
    .filter((port) => !port.endsWith('/udp') && !port.endsWith('/sctp'))
    .map((port) => Number.parseInt(port, 10))
    .filter((port) => port > 0);
}

/** Pages of the container itself that a health check names. */
function probedPages(test: readonly string[]): readonly { readonly port: number; readonly path: string }[] {
  return test
    .flatMap((word) => word.match(/http:\/\/[^\s"'`|&;<>()$]+(?=[\s"'`|&;<>)]|$)/g) ?? [])
    .flatMap((text) => {
      const url = URL.canParse(text) ? new URL(text) : undefined;
      if (url === undefined || !ownNames.has(url.hostname)) return [];
      return [{ port: url.port === '' ? 80 : Number(url.port), path: url.pathname + url.search }];
    });
}

const ownNames: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '0.0.0.0', '[::1]']);
