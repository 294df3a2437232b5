import type { ImageKnowledge } from '../../core/images/image-facts.ts';
import type { Source } from '../evaluation/source.ts';
import type { RelatedFile } from '../secrets/related-files.ts';
import type { CheckRequest } from './check-request.ts';
import type { SearchEarlier } from './judge-earlier.ts';

/** What a shell found to judge, wherever it came from. */
export interface FoundSources {
  readonly sources: readonly Source[];
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
  /** Places that could not be looked at. They end in the report: nothing is lost. */
  readonly faults: readonly { readonly path: string; readonly code: string; readonly message: string }[];
  readonly revision?: string;
  /** The folder that paths are relative to. Default: the working directory. */
  readonly root?: string;
  /** The folders that files may lie in which sources name. Default: `root`. */
  readonly trees?: readonly string[];
  /** The sources are everything that entries of the config can be about: what none of them needs is needed by nothing. */
  readonly isWhole?: boolean;
  /** Files that these sources may name, by their paths, where they are not to be looked for below `root`. */
  readonly related?: ReadonlyMap<string, RelatedFile>;
  /** Not judged, but their Namespaces and their place in the inventory count: the rest of what a commit or a revision stands in. */
  readonly context?: readonly Source[];
  /** What is known about images already: nobody is asked. */
  readonly images?: ImageKnowledge;
  /** Searches what came before, when a policy reads what is found there. */
  readonly searchEarlier?: SearchEarlier;
}

/** The part of a request that judging needs. */
export type ReviewRequest = Pick<
  CheckRequest,
  | 'cwd'
  | 'config'
  | 'point'
  | 'parser'
  | 'jobs'
  | 'timeoutMs'
  | 'today'
  | 'cacheDir'
  | 'combine'
  | 'showPassed'
  | 'withoutBaseline'
  | 'images'
  | 'env'
  | 'onProgress'
  | 'onPolicySet'
  | 'onNotice'
>;
