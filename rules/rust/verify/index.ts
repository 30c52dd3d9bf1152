/** What rust images and Rust programs show in an image that was built: facts for `dfopt verify`. */
import type { Traces } from '../../../src/toolchain/traces.ts';
import { cargoHome } from '../images/images.ts';

/** Source: rust-lang/docker-rust, its Dockerfile templates (ENV). */
export const rustTraces: Traces = {
  isIn: (environment) => environment.has('RUST_VERSION') || environment.has('CARGO_HOME'),
  commands: ['/usr/bin/cargo', '/usr/bin/rustc', '/root/.cargo/bin/cargo'],
  pathDirectories: [`${cargoHome}/bin`, '/root/.cargo/bin'],
  rebuilds: [],
};
