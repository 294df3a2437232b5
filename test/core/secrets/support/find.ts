import { createHmac } from 'node:crypto';
import type { SecretRule } from '../../../../src/core/secrets/rule.ts';
import type { TextScanner } from '../../../../src/core/secrets/text-scanner.ts';
import { createTextScanner } from '../../../../src/core/secrets/text/create-text-scanner.ts';

/** What a set of rules finds in a text, by the real engine: `rule (confidence): secret` each. */
export function find(rules: readonly SecretRule[], text: string, path: string): readonly string[] {
  const { findings } = scannerOf(rules).search({ path, text });
  return findings.map(({ rule, confidence, start, end }) => `${rule} (${confidence}): ${text.slice(start, end)}`);
}

const scanners = new WeakMap<readonly SecretRule[], TextScanner>();

function scannerOf(rules: readonly SecretRule[]): TextScanner {
  const known = scanners.get(rules);
  if (known !== undefined) return known;
  const keyedHash = (secret: string): string => createHmac('sha256', 'a key').update(secret).digest('hex');
  const scanner = createTextScanner({ rules, allowlists: [] }, { keyedHash, clock: () => 0 }, { decodeDepth: 0 });
  scanners.set(rules, scanner);
  return scanner;
}
