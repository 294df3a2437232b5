import { faultOutcome, inputFault, type FileOutcome } from '../../core/evaluate/file-outcome.ts';
import { readsImages, readsSecrets } from '../../core/evaluate/plan-checks.ts';
import type { ImageKnowledge } from '../../core/images/image-facts.ts';
import { buildReport } from '../../core/report/build-report.ts';
import type { Position } from '../../core/model/location.ts';
import type { Result } from '../../core/model/result.ts';
import type { Report } from '../../core/model/report.ts';
import type { EvaluationTask } from '../evaluation/evaluation-task.ts';
import { isForeignSource } from '../evaluation/source-format.ts';
import type { Source } from '../evaluation/source.ts';
import type { PolicyFault } from '../policies/compile-policy-set.ts';
import type { LoadedPolicySet } from '../policies/load-policy-set.ts';
import { prepareSearch } from '../secrets/prepare-search.ts';
import type { RelatedFiles } from '../secrets/related-files.ts';
import { sopsConfigFaults } from '../secrets/sops-config-faults.ts';
import { findSopsConfigs } from '../secrets/sops-configs.ts';
import type { FoundSources, ReviewRequest } from './found-sources.ts';
import type { GatheredImages } from '../images/gather-images.ts';
import { gatherSurroundings } from './gather-surroundings.ts';
import { judgeCombined } from './judge-combined.ts';
import { judgeEarlier } from './judge-earlier.ts';
import { judgeSources } from './judge-sources.ts';
import { countPolicies, planFor } from './plan-for.ts';
import { imageNotices, searchNotices, waiverNotices } from './review-notices.ts';
import { toTask } from './to-task.ts';
import { withSearch } from './with-search.ts';

/** Judges sources under a policy set and reports: the one path that check, staged check and gate share. */
export async function reviewSources(
  request: ReviewRequest,
  set: LoadedPolicySet,
  given: FoundSources,
): Promise<Report> {
  request.onPolicySet?.(set);
  const plan = planFor(request, set);
  const found = readsSecrets(plan) && request.config.secrets.archives ? await withUnpacked(given, request) : given;
  const isManifest = (source: Source): boolean => source.isText !== true && !isForeignSource(source, request.parser);
  const sources = [...(found.context ?? []), ...found.sources].filter(isManifest);
  const around = gatherSurroundings(set, request.config.namespaces, sources);
  const root = found.root ?? request.cwd;
  const related = relatedFiles(found, root);
  const search = readsSecrets(plan) ? await prepareSearch({ ...request, root }) : undefined;
  const bare = toTask(request, set, plan, around);
  const images = readsImages(plan) ? await imagesOf(request, found, isManifest) : undefined;
  const task = withSearch(
    withImages(set.readsFile && bare !== undefined ? { ...bare, root } : bare, images?.knowledge),
    request.config,
    search,
    related,
  );
  const sopsConfigs =
    search === undefined
      ? []
      : findSopsConfigs(
          related,
          found.sources.map((source) => source.path),
        );
  const outcomes = request.combine
    ? await judgeCombined(request, task, found, sopsConfigs)
    : await judgeSources(request, task, found.sources, sopsConfigs);
  // Files that an earlier version names are not those that lie there now.
  const earlier = await judgeEarlier(withSearch(bare, request.config, search), found.searchEarlier);
  return buildReport({
    point: request.point,
    policySet: set.digest,
    policies: countPolicies(plan),
    outcomes: [
      ...found.sources.map((source) => ({ file: source.path, outcome: outcomes.get(source) ?? unjudged(source) })),
      ...earlier.outcomes,
    ].map(earlier.withCommits),
    faults: [
      ...set.faults.map(policyFault),
      ...[...found.faults, ...earlier.faults, ...(sopsConfigs.length === 0 ? [] : sopsConfigFaults(sopsConfigs))].map(
        placeFault,
      ),
    ],
    skipped: [...found.skipped, ...earlier.skipped],
    notices: [
      ...set.notices,
      ...waiverNotices(plan, request.today),
      ...imageNotices(request, plan),
      ...earlier.notices,
      ...(images?.notices ?? []),
      ...(search === undefined ? [] : searchNotices(search, request, found, outcomes)),
    ],
    ...(found.revision === undefined ? {} : { revision: found.revision }),
  });
}

const relatedFiles = ({ related, trees }: FoundSources, root: string): RelatedFiles =>
  related === undefined ? { root, trees: trees ?? [root] } : { files: related };

/** A run that asks nothing about images does not load what would find out. */
async function imagesOf(
  request: ReviewRequest,
  { images, sources }: FoundSources,
  isManifest: (source: Source) => boolean,
): Promise<GatheredImages> {
  if (images !== undefined) return { knowledge: images, notices: [] };
  const { gatherImages } = await import('../images/gather-images.ts');
  return gatherImages(request, sources.filter(isManifest));
}

function withImages(task: EvaluationTask | undefined, images: ImageKnowledge | undefined): EvaluationTask | undefined {
  return task === undefined || images === undefined ? task : { ...task, images };
}

/** What archives hold is searched beside them. */
async function withUnpacked(found: FoundSources, { config }: ReviewRequest): Promise<FoundSources> {
  const { unpackSources } = await import('../secrets/archives/unpack-sources.ts');
  const { sources, faults } = await unpackSources(found.sources, config.secrets.maxFileBytes);
  return { ...found, sources: [...found.sources, ...sources], faults: [...found.faults, ...faults] };
}

const unjudged = ({ path }: Source): FileOutcome =>
  faultOutcome(path, 'NO_POLICIES', 'was not judged, because no policy could be compiled');

/** A policy that cannot run has not allowed anything: its fault is a line of the report. */
const policyFault = ({ file, code, ...fault }: PolicyFault): Result => inputFault(file, { ...fault, code });

const placeFault = ({ path, ...fault }: FoundSources['faults'][number] & Partial<Position>): Result =>
  inputFault(path, { line: 1, column: 1, ...fault });
