import { SluiceError } from '../../core/errors.ts';
import { canonicalJson } from '../../core/evaluate/canonical-json.ts';
import type { ImageFinding } from '../../core/images/image-fact.ts';
import type { ImagesLock, LockedImage } from '../../core/images/lock/images-lock.ts';
import { lockKey } from '../../core/images/lock/locked-finding.ts';
import { parseReference } from '../../core/images/reference.ts';
import { MANIFEST_EXTENSIONS } from '../check/counted-files.ts';
import { ignoredFiles } from '../check/ignored-files.ts';
import type { Config } from '../config/config.ts';
import { walkFiles } from '../files/walk-files.ts';
import { authoritiesDigest } from './authorities-digest.ts';
import { imagesInSources } from './images-in-sources.ts';
import { readImagesLock, writeImagesLock } from './images-lock-file.ts';
import { inspectAll } from './inspect-all.ts';
import { openImageInspector } from './open-image-inspector.ts';

export interface LockRequest {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly config: Config;
  readonly paths: readonly string[];
  readonly ignore: readonly string[];
  /** Takes out what the paths do not name. */
  readonly prune: boolean;
  /** `YYYY-MM-DD` in UTC. */
  readonly today: string;
}

export interface LockOutcome {
  readonly findings: ReadonlyMap<string, ImageFinding>;
  /** Images in the lock file now. */
  readonly locked: number;
}

/**
 * Verifies the images of some manifests and notes what came of it. An image that could not be asked about keeps the entry
 * that it has.
 * @throws SluiceError CONFIG_INVALID without authorities, or when the lock is damaged; INPUT_UNREADABLE, OUTPUT_FAILED
 */
export async function lockImages(request: LockRequest): Promise<LockOutcome> {
  const { cwd, env, config, today } = request;
  if (config.images.authorities.length === 0)
    throw new SluiceError(
      'CONFIG_INVALID',
      'nobody says who must have signed, so there is nothing to note; write images.authorities in sluice.yaml',
    );
  const before = readImagesLock(config, cwd);
  const names = imagesInSources(manifestsOf(request), config.images.places);
  const inspector = openImageInspector({ config, env, allowLoopback: true, now: () => new Date() });
  const findings = await inspectAll(inspector, names);
  const authorities = authoritiesDigest(config.images);
  const lock = merge(before, findings, { prune: request.prune, authorities, verifiedOn: today });
  if (names.length > 0) writeImagesLock(config, cwd, lock);
  return { findings, locked: lock.images.size };
}

function manifestsOf(request: LockRequest): ReturnType<typeof walkFiles>['files'] {
  const { cwd, paths } = request;
  const { files, faults } = walkFiles(paths, {
    cwd,
    isIgnored: ignoredFiles(request),
    extensions: MANIFEST_EXTENSIONS,
  });
  const [fault] = faults;
  if (fault !== undefined) throw new SluiceError('INPUT_UNREADABLE', fault.message);
  return files;
}

interface Merging {
  readonly prune: boolean;
  readonly authorities: string;
  readonly verifiedOn: string;
}

function merge(
  before: ImagesLock | undefined,
  findings: ReadonlyMap<string, ImageFinding>,
  { prune, authorities, verifiedOn }: Merging,
): ImagesLock {
  const earlier = before?.images ?? new Map<string, LockedImage>();
  const images = new Map(prune ? [] : earlier);
  for (const finding of findings.values()) {
    if (finding.code === 'IMG_REFERENCE_INVALID') continue;
    const key = lockKey(parseReference(finding.ref));
    const known = earlier.get(key);
    const entry = finding.status === 'error' ? known : toEntry(finding, known, { authorities, verifiedOn });
    if (entry !== undefined) images.set(key, entry);
  }
  return { images };
}

/** Without a digest there is nothing that a later run could hold it to, as where a rule decides and nobody is asked. */
function toEntry(
  finding: ImageFinding,
  known: LockedImage | undefined,
  { authorities, verifiedOn }: Omit<Merging, 'prune'>,
): LockedImage | undefined {
  if (finding.digest === undefined) return undefined;
  const entry = { digest: finding.digest, authorities, verifiedOn, finding };
  const isSame = known !== undefined && sameButDay(known, entry);
  return isSame ? known : entry;
}

/** A lock that says nothing new is not written anew, so that nobody has to commit it. */
const sameButDay = (a: LockedImage, b: LockedImage): boolean => textOf(a) === textOf(b);

const textOf = ({ digest, authorities, finding }: LockedImage): string => canonicalJson([digest, authorities, finding]);
