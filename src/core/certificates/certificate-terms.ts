/** How long certificates hold and when they are replaced, in milliseconds. */
export interface CertificateTerms {
  readonly authorityMs: number;
  readonly serverMs: number;
  /** So long before its end a certificate is replaced. */
  readonly aheadMs: number;
  /** So long an authority has been known to the API servers before anything is served by it. */
  readonly overlapMs: number;
  /** So long before its making a certificate is valid already, for clocks that are behind. */
  readonly skewMs: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export const CERTIFICATE_TERMS: CertificateTerms = {
  authorityMs: 3650 * DAY_MS,
  serverMs: 365 * DAY_MS,
  aheadMs: 90 * DAY_MS,
  overlapMs: HOUR_MS,
  skewMs: DAY_MS,
};
