import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ERROR_CODES, type ErrorCode } from '../../src/core/errors.ts';
import { packageRoot } from '../../src/node/package-root.ts';
import { sectionOf } from './markdown-section.ts';

/** What an error code means, as docs/errors.md has it; where a package comes without its documentation, in one sentence. */
export function explainError(code: ErrorCode): string {
  const file = path.join(packageRoot(), 'docs', 'errors.md');
  const section = existsSync(file) ? sectionOf(readFileSync(file, 'utf8'), code) : undefined;
  return `${code}\n\n${section ?? ERROR_CODES[code]}\n`;
}
