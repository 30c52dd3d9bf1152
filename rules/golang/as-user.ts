/** What of a Go program keeps it from running as another user than root, beside what every program does. */
import { listed } from '../../src/rule/listed.ts';
import type { Assumption, Evidence } from '../../src/rule/types.ts';
import { asUserOf } from '../../src/split/as-user/sources.ts';
import type { FindingScene } from '../../src/split/uses/scene.ts';
import type { AsUser, Needs, Obstacle } from '../../src/toolchain/toolchain.ts';
import { isKnownImport, measuredPackage, type ProgramFacts, type SourceEvidence } from './sources/index.ts';

/**
 * Modules of which all use is root's: they send raw packets, set up the network, load programs into the kernel, or talk to
 * the engine's socket. Sources: their README files.
 */
const modulesOfRoot = [
  'github.com/cilium/ebpf',
  'github.com/containerd/containerd',
  'github.com/coreos/go-iptables',
  'github.com/docker/docker/client',
  'github.com/go-ping/ping',
  'github.com/google/gopacket',
  'github.com/moby/moby/client',
  'github.com/opencontainers/runc',
  'github.com/prometheus-community/pro-bing',
  'github.com/vishvananda/netlink',
  'golang.org/x/net/icmp',
  'golang.zx2c4.com/wireguard',
];

/** Effects of a module that was measured which hang on who runs it. */
const hangsOnUser = ['write', 'start', 'user', 'home', 'directory', 'plugin', 'cgo', 'unknown'] as const;

export function asUserOfGo(
  facts: ProgramFacts,
  scene: Omit<FindingScene, 'changed'>,
  linkage: Needs['linkage'],
): AsUser {
  const found = asUserOf(facts.findings, scene);
  const modules = [...facts.modules].flatMap(([path, evidence]): readonly Obstacle[] =>
    modulesOfRoot.some((name) => path === name || path.startsWith(`${name}/`))
      ? [{ because: `it uses ${path}, which is for what only root may do`, evidence: scene.place(evidence) }]
      : [],
  );
  const code = linkage === 'static' ? undefined : facts.cgo[0];
  return {
    obstacles: [
      ...found.obstacles,
      ...modules,
      ...(code === undefined
        ? []
        : [{ because: `it has C code (${code.package})`, evidence: scene.place(code.evidence) }]),
    ],
    writes: found.writes,
    assumptions: [...found.assumptions, ...modulesNotRead(facts, scene.place)],
  };
}

/** Modules that were not read, and may do what hangs on who runs them. */
function modulesNotRead(
  { missing }: ProgramFacts,
  place: (evidence: SourceEvidence) => Evidence,
): readonly Assumption[] {
  const unread = missing.filter(({ path }) => {
    if (isKnownImport(path)) return false;
    const codes = measuredPackage(path)?.codes;
    return codes === undefined || hangsOnUser.some((code) => codes.has(code));
  });
  const [first] = unread;
  if (first === undefined) return [];
  const names = listed(unread.map(({ path }) => path));
  const message = `${names}, which ${unread.length === 1 ? 'was' : 'were'} not read, ${unread.length === 1 ? 'does' : 'do'} nothing that only root may, and ${unread.length === 1 ? 'writes' : 'write'} nowhere else`;
  return [{ code: 'modules-as-user', message, evidence: place(first.evidence) }];
}
