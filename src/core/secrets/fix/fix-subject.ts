import type { ResourceIdentity } from '../../model/resource.ts';

/** One thing that somebody mends at one go, with what was found in it. Nothing of a secret is in here: names, keys and places. */
export type FixSubject = SubjectPlace &
  (
    | (KeyedSecret & {
        /** A Secret with values that anyone can read. */
        readonly kind: 'secret';
        /** `type` of the Secret; empty for an opaque one. */
        readonly type: string;
      })
    | (KeyedSecret & {
        /** Literals in the environment of containers; each key is a variable. */
        readonly kind: 'environment';
        readonly variables: readonly Variable[];
      })
    | (KeyedSecret & {
        /** Texts of a ConfigMap. */
        readonly kind: 'config-map';
      })
    | (KeyedSecret & {
        /** A `secretGenerator` of Kustomize, or a file that it reads. */
        readonly kind: 'generator';
        /** Files of which each line is one more key. */
        readonly envs: readonly string[];
      })
    | {
        /** Values of a chart, by their paths. */
        readonly kind: 'helm-values';
        readonly fields: readonly string[];
      }
    | {
        /** What SOPS, or `.sops.yaml`, should have encrypted. */
        readonly kind: 'sops';
        readonly problem: 'partial' | 'unsealed' | 'forgotten';
        readonly fields: readonly string[];
      }
    | {
        /** A field of an object for which there is no better advice than to take a reference. */
        readonly kind: 'object';
        readonly object: ResourceIdentity;
        readonly fields: readonly string[];
      }
    | {
        /** A file that holds settings or a key, or the code that uses it. */
        readonly kind: 'file';
        readonly use: 'settings' | 'key' | 'state' | 'text';
      }
  );

interface SubjectPlace {
  /** As the run shows it. */
  readonly file: string;
  readonly line: number;
  /** Ids of the rules that found something. */
  readonly rules: readonly string[];
  /** What was found, as nouns in a sentence. */
  readonly titles: readonly string[];
  /** Other objects or documents are in the file. */
  readonly sharesFile: boolean;
}

/** Something whose values belong in a Secret of their own. */
export interface KeyedSecret {
  readonly object: ResourceIdentity;
  /** Every key that the Secret must have, also of values that nobody would call secret. */
  readonly keys: readonly string[];
}

export interface Variable {
  readonly container: string;
  readonly name: string;
}
