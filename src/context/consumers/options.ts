/** The options of container commands: which take a value, and what is left of a line without them. */
import { known } from './given.ts';

const optionSet = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Options that take a value; others are flags. Source: the references of `docker`, `docker compose` and `buildah bud`. */
const valueOptions = {
  global: optionSet('-c --context --config -H --host -l --log-level --tlscacert --tlscert --tlskey'),
  compose: optionSet(
    '-f --file -p --project-name --profile --project-directory --env-file --ansi --progress --parallel -c --context -H --host',
  ),
  build: optionSet(`
    --add-host --allow --annotation --attest --build-arg --build-context --builder --cache-from --cache-to --call
    --cgroup-parent --cpu-period --cpu-quota -c --cpu-shares --cpuset-cpus --cpuset-mems -f --file --format --iidfile
    --isolation --label --memory -m --memory-swap --metadata-file --network --no-cache-filter -o --output --platform
    --progress --sbom --provenance --secret --security-opt --shm-size --ssh -t --tag --target --ulimit -v --volume
  `),
  run: optionSet(`
    --add-host --annotation -a --attach --blkio-weight --cap-add --cap-drop --cgroup-parent --cgroupns --cidfile -c
    --cpu-shares --cpu-period --cpu-quota --cpus --cpuset-cpus --cpuset-mems --detach-keys --device --dns --dns-option
    --dns-search --domainname --entrypoint -e --env --env-file --expose --gpus --group-add --health-cmd --health-interval
    --health-retries --health-start-period --health-timeout -h --hostname --ip --ip6 --ipc --isolation -l --label
    --label-file --link --link-local-ip --log-driver --log-opt --mac-address -m --memory --memory-reservation --memory-swap
    --memory-swappiness --mount --name --network --net --network-alias --oom-score-adj --pid --pids-limit --platform -p
    --publish --pull --restart --runtime --security-opt --shm-size --stop-signal --stop-timeout --storage-opt --sysctl
    --tmpfs --ulimit -u --user --userns --uts -v --volume --volume-driver --volumes-from -w --workdir --index
  `),
  kubectl: optionSet(`
    -n --namespace --context --cluster --kubeconfig --user --as --as-group --as-uid -s --server --token -c --container -f
    --filename --pod-running-timeout --request-timeout -v --cache-dir --certificate-authority --client-certificate
    --client-key --tls-server-name
  `),
  kaniko: optionSet('-c --context -f --dockerfile -d --destination --target --build-arg'),
  export: optionSet('-o --output'),
  copy: optionSet('-c --container --index -n --namespace --context --kubeconfig --retries'),
  structureTests: optionSet(
    '-i --image -c --config -d --driver -o --output --test-report --metadata --platform --runtime',
  ),
} as const;

export interface Options {
  /** Options without a value, joined letters apart: `-i`, `-t`, `--rm`. */
  readonly flags: ReadonlySet<string>;
  /** Options with a value, in order. */
  readonly values: readonly (readonly [string, string])[];
  readonly positional: readonly string[];
}

/** For all but `build` and `cp`, what follows the first word that is no option belongs to it (`docker run IMAGE command…`). */
export function splitOptions(words: readonly string[], verb: keyof typeof valueOptions): Options {
  const takesValue = valueOptions[verb];
  const values: (readonly [string, string])[] = [];
  const positional: string[] = [];
  const flags = new Set<string>();
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (!word.startsWith('-') || word === '-') {
      if (verb !== 'build' && verb !== 'copy') return { flags, values, positional: words.slice(at) };
      positional.push(word);
      continue;
    }
    const equals = word.indexOf('=');
    if (equals !== -1) values.push([word.slice(0, equals), word.slice(equals + 1)]);
    else if (takesValue.has(word)) {
      values.push([word, words[at + 1] ?? '']);
      at += 1;
    } else if (/^-[a-zA-Z]+$/.test(word) && word.length > 2) {
      // `-itv x`: only the last of joined letters can take a value; `-p80:80` has it attached.
      const last = `-${word.at(-1) ?? ''}`;
      for (const letter of word.slice(1)) flags.add(`-${letter}`);
      if (takesValue.has(last)) {
        values.push([last, words[at + 1] ?? '']);
        at += 1;
      }
    } else flags.add(word);
  }
  return { flags, values, positional };
}

export function option(options: Options, ...names: readonly string[]): string | undefined {
  return known(options.values.findLast(([name]) => names.includes(name))?.[1]);
}

export function all(options: Options, ...names: readonly string[]): readonly string[] {
  return options.values.filter(([name]) => names.includes(name)).map(([, value]) => value);
}
