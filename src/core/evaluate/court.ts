import type { ImageKnowledge } from '../images/image-facts.ts';
import type { ObjectSource } from '../model/match.ts';
import type { Resource } from '../model/resource.ts';
import type { SecretSearch } from '../secrets/secret-search.ts';
import type { Labels } from '../policies/label-selector.ts';
import type { Engine } from './engine.ts';
import type { KnownPasses } from './known-passes.ts';
import type { Plan } from './plan-checks.ts';
import type { Facts, RequestFields } from './review.ts';
import type { Answer, PassedRule, Sha256, SubjectIdentity } from './verdict.ts';

/** One thing to judge. A `resource` is asked the review policies, a `document` text the document policies; most are both. */
export interface Subject {
  readonly identity: SubjectIdentity;
  readonly file: string;
  readonly resource?: Resource;
  readonly documentJson?: string;
  readonly request?: RequestFields;
  /** Default: `Original`. */
  readonly source?: ObjectSource;
  readonly facts?: Facts;
  /** It stands for a file, not for an object in it: only policies that search files are asked. */
  readonly isFile?: boolean;
}

/** A subject that is a Kubernetes object. */
export type ResourceSubject = Subject & { readonly resource: Resource };

/** A Namespace that somebody declared: in the repository, in the configuration, or in the cluster. */
export interface DeclaredNamespace {
  readonly labels: Labels;
  readonly json: string;
}

/** What judging needs besides the subject. `today` is `YYYY-MM-DD` in UTC. */
export interface Court {
  readonly engine: Engine;
  readonly plan: Plan;
  readonly policySet: string;
  readonly sha256: Sha256;
  readonly namespaces: ReadonlyMap<string, DeclaredNamespace>;
  readonly today: string;
  /** Absent: every policy is asked every time. */
  readonly knownPasses?: KnownPasses;
  /** Absent when no policy reads what it finds. */
  readonly secrets?: SecretSearch;
  /** Absent when no policy reads it. */
  readonly images?: ImageKnowledge;
}

/** What was said of a subject so far. */
export interface Tally {
  passes: number;
  readonly answers: Answer[];
  readonly passed: PassedRule[];
}
