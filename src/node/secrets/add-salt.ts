import { readFileSync } from 'node:fs';
import { parseFile } from '../documents/parse-file.ts';
import { DEFAULT_IMAGES_CONFIG } from '../config/images-config.ts';
import { toConfig } from '../config/to-config.ts';
import { writeFileAtomically } from '../output/write-file-atomically.ts';

/**
 * Writes a salt into a config that has none, and leaves the rest of it as it is. False when it is written in a way that this
 * would not leave alone.
 * @param file the config, absolute
 */
export function addSalt(file: string, salt: string): boolean {
  const text = readFileSync(file, 'utf8');
  const changed = withSalt(text, salt);
  if (saltIn(changed, file) !== salt) return false;
  writeFileAtomically(file, [changed]);
  return true;
}

function withSalt(text: string, salt: string): string {
  const line = `  fingerprintSalt: ${salt}`;
  const begun = /^secrets:[ \t]*(?:#.*)?$/m;
  if (begun.test(text)) return text.replace(begun, (head) => `${head}\n${line}`);
  return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}\nsecrets:\n${line}\n`;
}

function saltIn(text: string, file: string): string | undefined {
  const { documents, faults } = parseFile(Buffer.from(text));
  const [document, other] = documents;
  if (document === undefined || other !== undefined || faults.length > 0) return undefined;
  const reading = toConfig(document.value, { file, cwd: file }, () => DEFAULT_IMAGES_CONFIG);
  return reading.kind === 'config' ? reading.config.secrets.fingerprintSalt : undefined;
}
