import type { ValueFinding } from '../finding.ts';
import { fingerprintOf } from '../fingerprint.ts';
import { previewOf } from '../preview.ts';
import { shannonEntropy } from '../shannon-entropy.ts';
import type { KeyedHash } from '../text-scanner.ts';
import type { Found } from './found.ts';
import { pathOf } from './place.ts';

/** What may be told of a finding. Nothing that holds the secret outlives this function. */
export function mask(
  { place, rule, title, confidence, secret, decoded, line, masked }: Found,
  keyedHash: KeyedHash,
): ValueFinding {
  return {
    rule,
    title,
    confidence,
    preview: masked?.preview ?? previewOf(secret),
    fingerprint: masked?.fingerprint ?? fingerprintOf(keyedHash, rule, secret),
    entropy: masked?.entropy ?? Math.round(shannonEntropy(secret) * 10) / 10,
    decoded,
    path: pathOf(place),
    lineInValue: line,
  };
}
