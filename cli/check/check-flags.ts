import type { FailOn } from '../../src/core/model/decision.ts';
import type { ImageSource } from '../../src/node/images/image-source.ts';
import type { PolicyFlags } from '../../src/node/flags/policy-flags.ts';
import type { SurfaceFlags } from './check-surface.ts';
import type { ConftestFlags } from './conftest-flags.ts';

/** What the flags of `sluice check` say, after `conftest.toml` was asked where they are silent. */
export interface CheckFlags extends PolicyFlags, SurfaceFlags, ConftestFlags {
  readonly ignore: readonly string[];
  readonly images: ImageSource | undefined;
  readonly 'fail-on': FailOn | undefined;
  readonly 'show-passed': boolean;
  readonly jobs: number | undefined;
  /** Milliseconds. */
  readonly timeout: number | undefined;
  /** Seconds. */
  readonly deadline: number | undefined;
}
