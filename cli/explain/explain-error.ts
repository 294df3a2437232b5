import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ERROR_CODES, type ErrorCode } from '../../src/core/errors.ts';
import { packageRoot } from '../../src/node/package-root.ts';
import { sectionOf } from './markdown-section.ts';

/** What an error code means, as docs/errors.md has it. The page ships with the package. */
export function explainError(code: ErrorCode): string {
  const page = readFileSync(path.join(packageRoot(), 'docs', 'errors.md'), 'utf8');
  return `${code}\n\n${sectionOf(page, code) ?? ERROR_CODES[code]}\n`;
}
