import type { RegistryConfig } from '../../config/config.ts';

/** Complete: what is optional has its value. */
export interface ImageRegistryOptions {
  /** What the user said of registries; these alone may be on this machine where `allowLoopback` is false. */
  readonly registries: readonly RegistryConfig[];
  /** Where `docker login` left credentials, where helpers are, and which proxies there are. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Images may come from registries on this machine: where users ask for themselves, not where a cluster asks for anybody. */
  readonly allowLoopback: boolean;
  readonly times: ImageTimes;
  readonly now: () => number;
  /** Waits before another try; tests do not wait. */
  readonly pause?: (ms: number, signal?: AbortSignal) => Promise<unknown>;
}

/** Milliseconds. */
export interface ImageTimes {
  readonly connectMs: number;
  /** One exchange, whole. */
  readonly requestMs: number;
  /** One image's manifest, or all that signs it. */
  readonly imageMs: number;
}

export const IMAGE_TIMES: ImageTimes = { connectMs: 2000, requestMs: 3000, imageMs: 6000 };
