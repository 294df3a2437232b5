import type { JsonObject } from '../../model/json.ts';
import type { FieldPath } from '../../model/location.ts';

/** What became of another tool's policy about images: authorities as sluice.yaml writes them, and what is not as it was. */
export interface ImageImport {
  readonly authorities: readonly WrittenAuthority[];
  readonly notes: readonly ImportNote[];
}

export interface WrittenAuthority {
  /** Of the part of the policy that it was made of. */
  readonly at: FieldPath;
  readonly value: JsonObject;
}

export interface ImportNote {
  readonly at: FieldPath;
  readonly effect: ImportEffect;
  readonly message: string;
}

/**
 * `denied`: nobody can say so here, so the images are refused; `stricter`: more is refused than before; `different`: neither,
 * but worth knowing; `unread`: not even the images are known, so nothing was made of it. Nothing is ever weaker.
 */
export type ImportEffect = 'denied' | 'stricter' | 'different' | 'unread';

export type TakeNote = (effect: ImportEffect, at: FieldPath, message: string) => void;
