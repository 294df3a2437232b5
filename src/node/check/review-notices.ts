import type { FileOutcome } from '../../core/evaluate/file-outcome.ts';
import { readsImages, type Plan } from '../../core/evaluate/plan-checks.ts';
import { acceptanceNotices } from '../../core/secrets/acceptances/acceptance-notices.ts';
import { mergeUses } from '../../core/secrets/acceptances/acceptance-use.ts';
import type { Source } from '../evaluation/source.ts';
import type { PreparedSearch } from '../secrets/prepare-search.ts';
import type { FoundSources, ReviewRequest } from './found-sources.ts';

/** Waivers that have ended. */
export function waiverNotices({ waivers }: Plan, today: string): readonly string[] {
  return waivers
    .filter(({ expires }) => expires < today)
    .map(
      ({ policy, owner, expires, reason }) =>
        `the waiver of ${policy} (${reason}) expired on ${expires} and no longer holds; ask ${owner}`,
    );
}

/** Authorities do nothing by themselves, and whoever wrote some thinks that images are checked. */
export function imageNotices({ config }: Pick<ReviewRequest, 'config'>, plan: Plan): readonly string[] {
  return config.images.authorities.length === 0 || readsImages(plan)
    ? []
    : [
        'sluice.yaml has images.authorities, and no policy asks about images; add signed-images under shipped, or with -p sluice:signed-images',
      ];
}

/**
 * What a person should know of how secrets were searched and findings accepted. Of what a change touches only the change was looked
 * at, so nothing says what the rest of such a file needs.
 */
export function searchNotices(
  { acceptances, notices }: PreparedSearch,
  { today }: ReviewRequest,
  { sources, isWhole = false }: FoundSources,
  outcomes: ReadonlyMap<Source, FileOutcome>,
): readonly string[] {
  const uses = [...outcomes.values()].flatMap(({ acceptanceUse }) => acceptanceUse ?? []);
  const files = new Set(sources.filter(({ change }) => change === undefined).map(({ path }) => path));
  return [...notices, ...acceptanceNotices(acceptances, mergeUses(uses), { isWhole, files, today })];
}
