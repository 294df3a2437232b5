import type { RequestFields } from '../src/core/evaluate/review.ts';
import type { ImageFacts } from '../src/core/images/image-facts.ts';
import type { Verdict } from '../src/core/evaluate/verdict.ts';
import type { ResourceIdentity } from '../src/core/model/resource.ts';

/** One object to judge. The object travels as text: texts are cheap to hand to a thread, trees are not. */
export interface JudgeOrder {
  readonly id: number;
  readonly identity: ResourceIdentity;
  readonly file: string;
  readonly json: string;
  readonly request: RequestFields;
  /** What is known about its images; absent when no policy reads it. */
  readonly images?: ImageFacts;
  /** `YYYY-MM-DD` in UTC. A server lives longer than a day. */
  readonly today: string;
}

export type JudgeReply =
  /** The policies are loaded and run. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'verdict'; readonly id: number; readonly verdict: Verdict }
  /** Judging threw: nothing is known about the object. */
  | { readonly kind: 'failed'; readonly id: number; readonly message: string };
