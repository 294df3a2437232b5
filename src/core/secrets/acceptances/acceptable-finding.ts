import type { SecretFact } from '../finding.ts';

/** What is asked of a finding to know whether it may stay. */
export type AcceptableFinding = Pick<SecretFact, 'rule' | 'fingerprint' | 'file' | 'line' | 'endLine' | 'commit'>;

/** A line of the file, from 1, as text or as latin1; empty beyond its end. */
export type LineOf = (number: number) => string;
