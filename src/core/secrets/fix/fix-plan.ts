import type { FixSubject } from './fix-subject.ts';
import type { GeneratedFile } from './generated-file.ts';

/** Where secrets live that Git must not hold. */
export const FIX_TOOLS = ['sops', 'sealed-secrets', 'external-secrets'] as const;
export type FixTool = (typeof FIX_TOOLS)[number];

/** One thing to do. */
export interface FixStep {
  /** A sentence without a full stop. */
  readonly text: string;
  /** Lines for a POSIX shell, at the root of the run. */
  readonly commands?: readonly string[];
  /** Text to put somewhere, as it is. */
  readonly snippets?: readonly string[];
}

/** What to do about one subject. */
export interface Fix {
  readonly subject: FixSubject;
  readonly steps: readonly FixStep[];
  /** The files that the steps speak of. */
  readonly files: readonly GeneratedFile[];
  /** Files that the steps encrypt by SOPS: what `.sops.yaml` must say about them. */
  readonly sops: SopsTarget | undefined;
}

/** `fields` names keys; without it everything is encrypted, with `manifest` only what Secrets hold. */
export type SopsTarget =
  | { readonly kind: 'manifest'; readonly file: string }
  | { readonly kind: 'fields'; readonly file: string; readonly keys: readonly string[] }
  | { readonly kind: 'whole'; readonly file: string };
