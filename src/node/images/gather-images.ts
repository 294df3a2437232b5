import { decideUnasked } from '../../core/images/decide-unasked.ts';
import { notAsked, type ImageKnowledge } from '../../core/images/image-facts.ts';
import type { ImageFinding } from '../../core/images/image-fact.ts';
import { withEvidence } from '../../core/images/with-evidence.ts';
import { lockedFinding } from '../../core/images/lock/locked-finding.ts';
import type { EnforcementPoint } from '../../core/model/enforcement.ts';
import type { Config } from '../config/config.ts';
import type { Source } from '../evaluation/source.ts';
import { readEvidence, type Evidence } from './read-evidence.ts';
import type { ImageSource } from './image-source.ts';
import { imagesInSources } from './images-in-sources.ts';
import { readImagesLock } from './images-lock-file.ts';
import { authoritiesDigest } from './authorities-digest.ts';
import { inspectAll } from './inspect-all.ts';

export interface ImagesRequest {
  readonly cwd: string;
  readonly config: Config;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly point: EnforcementPoint;
  readonly images?: ImageSource;
}

export interface GatheredImages {
  readonly knowledge: ImageKnowledge;
  readonly notices: readonly string[];
}

/** Finds out about every image of some sources before any of them is judged. */
export async function gatherImages(request: ImagesRequest, sources: readonly Source[]): Promise<GatheredImages> {
  const { places, notices } = request.config.images;
  const names = imagesInSources(sources, places);
  const found = await findingsOf(request, names);
  const evidence = reportsFor(request);
  const findings = [...found.findings].map(([name, one]) => [name, withEvidence(one, evidence.reports)] as const);
  return {
    knowledge: { places, findings: new Map(findings) },
    notices: [...notices, ...found.notices, ...evidence.notices],
  };
}

/** Reports are files of a job: where objects come from elsewhere, there are none. */
const reportsFor = ({ config, cwd, point }: ImagesRequest): Evidence =>
  point === 'ci' || point === 'commit' ? readEvidence(config, cwd) : { reports: [], notices: [] };

interface Found {
  readonly findings: ReadonlyMap<string, ImageFinding>;
  readonly notices: readonly string[];
}

function findingsOf(request: ImagesRequest, names: readonly string[]): Promise<Found> {
  switch (request.images ?? (request.point === 'commit' ? 'lock' : 'registry')) {
    case 'registry':
      return askRegistries(request, names);
    case 'lock':
      return Promise.resolve(readLock(request, names));
    case 'off':
      return Promise.resolve(unasked(names, 'this run was told to ask nobody (--images off)'));
  }
}

async function askRegistries({ config, env = {} }: ImagesRequest, names: readonly string[]): Promise<Found> {
  if (names.length === 0) return { findings: new Map(), notices: [] };
  // A run without images must not load what verifies them.
  const { openImageInspector } = await import('./open-image-inspector.ts');
  const inspector = openImageInspector({ config, env, allowLoopback: true, now: () => new Date() });
  return { findings: await inspectAll(inspector, names), notices: [] };
}

function readLock({ config, cwd }: ImagesRequest, names: readonly string[]): Found {
  const lock = readImagesLock(config, cwd);
  const digest = authoritiesDigest(config.images);
  const begun = names.map((name) => [name, decideUnasked(name, config.images.authorities)] as const);
  const findings = begun.map(([name, one]): readonly [string, ImageFinding] => {
    if (one.kind === 'decided') return [name, one.finding];
    return [name, lock === undefined ? notAsked(name, NO_LOCK) : lockedFinding(lock, name, digest)];
  });
  const isMissed = lock === undefined && begun.some(([, { kind }]) => kind === 'open');
  return { findings: new Map(findings), notices: isMissed ? [MISSED_LOCK] : [] };
}

const NO_LOCK = 'there is no images.lock.json; "sluice image lock" writes it';

const MISSED_LOCK =
  'images are not checked here, because there is no images.lock.json; write it with "sluice image lock", or ask the registries with --images registry';

const unasked = (names: readonly string[], why: string): Found => ({
  findings: new Map(names.map((name) => [name, notAsked(name, why)])),
  notices: [],
});
