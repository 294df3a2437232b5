import type { ImageFinding } from '../image-fact.ts';

/** What was found out about images when somebody last asked their registries. It stands in Git, for runs without a network. */
export interface ImagesLock {
  /** By the name in its whole form: `docker.io/library/nginx:latest`. */
  readonly images: ReadonlyMap<string, LockedImage>;
}

export interface LockedImage {
  /** Of what the registry had then. */
  readonly digest: string;
  /** Digest of the authorities and trust roots that the finding is under, in hexadecimal. */
  readonly authorities: string;
  /** `YYYY-MM-DD` in UTC. */
  readonly verifiedOn: string;
  readonly finding: ImageFinding;
}
