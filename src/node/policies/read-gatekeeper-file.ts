import { linesOf } from '../../core/documents/lines-of.ts';
import { SluiceError } from '../../core/errors.ts';
import { gatekeeperSources, type GatekeeperProblem } from '../../core/gatekeeper/gatekeeper-source.ts';
import type { SourceWithLines } from '../../core/gatekeeper/gatekeeper-set.ts';
import { MAX_FILE_BYTES, parseFile } from '../documents/parse-file.ts';
import { readSource } from '../evaluation/source.ts';
import type { FoundFile } from '../files/walk-files.ts';

/** The Gatekeeper objects of one file, and why there may be more of them. */
export interface GatekeeperFile {
  readonly path: string;
  readonly sources: readonly SourceWithLines[];
  readonly problems: readonly GatekeeperProblem[];
}

/**
 * Reads the Gatekeeper objects of a YAML or JSON file. A file that does not mention Gatekeeper's API groups is not parsed: it is
 * data, a schema or a test case of a policy.
 */
export function readGatekeeperFile(file: FoundFile): GatekeeperFile {
  const read = readSource(file, MAX_FILE_BYTES);
  if (read.kind === 'fault') throw new SluiceError('POLICY_NOT_FOUND', `policy ${file.path} ${read.message}`);
  const bytes = Buffer.from(read.bytes.buffer, read.bytes.byteOffset, read.bytes.byteLength);
  if (!bytes.includes('gatekeeper.sh/')) return { path: file.path, sources: [], problems: [] };
  const { documents, faults } = parseFile(bytes);
  const lines = (): readonly string[] => linesOf(bytes.toString('utf8'));
  return {
    path: file.path,
    sources: gatekeeperSources(file.path, documents).map((source) => ({ source, lines })),
    problems: faults.map(({ line, column, message }) => ({ file: file.path, line, column, message })),
  };
}
