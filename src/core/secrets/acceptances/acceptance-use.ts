/** What came of acceptances in some files. Plain data: it crosses threads, and is kept with the outcome of a file. */
export interface AcceptanceUse {
  /** Places of the ignore entries that something was accepted by. */
  readonly ignores: readonly number[];
  /** Keys of the baseline entries that something was accepted by. */
  readonly baseline: readonly string[];
  readonly remarks: readonly CommentRemark[];
}

/** Something to say about an allow comment. Nothing of its text is kept. */
export interface CommentRemark {
  readonly file: string;
  readonly line: number;
  readonly kind: RemarkKind;
}

/**
 * - `no-rule`, `no-reason`: it lacks what it needs, and allows nothing
 * - `holds-secret`: its reason is none that could be shown, and it allows nothing
 * - `unneeded`: nothing was found that it could allow
 * - `foreign`: another scanner's comment, which holds and gives no reason
 */
export type RemarkKind = 'no-rule' | 'no-reason' | 'holds-secret' | 'unneeded' | 'foreign';

export const NO_USE: AcceptanceUse = { ignores: [], baseline: [], remarks: [] };

/** Whether anything came of it: what did not need not be kept. */
export const isNoUse = ({ ignores, baseline, remarks }: AcceptanceUse): boolean =>
  ignores.length + baseline.length + remarks.length === 0;

/** What came of acceptances in all of them. */
export const mergeUses = (uses: readonly AcceptanceUse[]): AcceptanceUse => ({
  ignores: [...new Set(uses.flatMap(({ ignores }) => ignores))],
  baseline: [...new Set(uses.flatMap(({ baseline }) => baseline))],
  remarks: uses.flatMap(({ remarks }) => remarks),
});
