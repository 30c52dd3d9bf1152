/** How the author's packages are fetched, where that is in another way than a base image by itself does it. */
import { isInside } from '../../evaluate/files/paths.ts';
import type { FileEntry, Stage } from '../../evaluate/types.ts';
import type { Dockerfile } from '../../dockerfile/types.ts';
import { aptSettings } from '../../image/packages/manager.ts';
import { packageName } from '../../image/packages/index.ts';
import { evidenceAt, evidenceOfCommand } from '../../rule/evidence.ts';
import { listed } from '../../rule/listed.ts';
import type { Assumption } from '../../rule/types.ts';
import { installedPackages } from './installed-packages.ts';

const apkSettings = '/etc/apk';

/** What the runtime stage installs comes from the servers, and in the version, that its base image names. */
export function fetchedOtherwise(
  packages: readonly string[],
  stage: Stage,
  dockerfile: Dockerfile,
): readonly Assumption[] {
  if (packages.length === 0) return [];
  return [...settingsChanged(stage, dockerfile), ...versionsAsked(packages, stage, dockerfile)];
}

function settingsChanged({ files }: Stage, dockerfile: Dockerfile): readonly Assumption[] {
  const written = files.written().filter((entry) => !isOfNoServer(entry));
  const changed = [...written, ...files.trees()].find(
    ({ path, origin }) => isSetting(path) && 'step' in origin && origin.by !== 'package',
  );
  if (changed === undefined) return [];
  const { path, origin } = changed;
  return [
    {
      code: 'packages-fetched-otherwise',
      message: `the packages of the runtime stage can be fetched without what the file makes of ${path}, and are the same then`,
      evidence: evidenceAt(dockerfile, 'step' in origin ? origin.step : undefined),
    },
  ];
}

function isSetting(path: string): boolean {
  return [aptSettings, apkSettings].some((place) => isInside(path, place) && path !== place);
}

/** Settings that say nothing of servers, releases and versions: how often is tried again, and what comes along (apt.conf(5)). */
function isOfNoServer({ path, content }: FileEntry): boolean {
  const text = path.startsWith(`${aptSettings}/apt.conf`) ? content?.() : undefined;
  if (text === undefined) return false;
  return text
    .split(/[;\n]/)
    .map((line) => line.replace(/(?:\/\/|#).*/, '').trim())
    .every(
      (line) =>
        line === '' ||
        /^(?:APT::(?:Install-|Get::Assume|AutoRemove|Sandbox)|Acquire::Retries|DPkg::|Dpkg::)/.test(line),
    );
}

/** `git=1:2.47*`, `git~2.47`, `-t trixie-backports` (apt-get(8), apk-world(5)). */
function versionsAsked(
  packages: readonly string[],
  stage: Stage,
  dockerfile: Dockerfile,
): readonly Assumption[] {
  const asked = [...installedPackages(stage)].flatMap(([name, { command }]) => {
    const words = command.words.map(({ text, prefix }) => text ?? prefix ?? '');
    const release = words.some((word) => /^(?:-t|--target-release|--default-release)(?:=|$)/.test(word));
    const version = words.some((word) => /[=~<>@/]/.test(word) && packageName(word) === packageName(name));
    const isInstalled = packages.includes(packageName(name));
    return isInstalled && (release || version) ? [{ name: packageName(name), command }] : [];
  });
  const [first] = asked;
  if (first === undefined) return [];
  const names = [...new Set(asked.map(({ name }) => name))];
  return [
    {
      code: 'packages-fetched-otherwise',
      message: `the version of ${listed(names)} that the base's release has by itself will do in the runtime stage`,
      evidence: evidenceOfCommand(dockerfile, first.command),
    },
  ];
}
