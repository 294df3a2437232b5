import type { ScanEvidence } from '../../core/images/attestation.ts';
import { readScanReport } from '../../core/images/attestations/read-scan-report.ts';
import { ignoreTest } from '../../core/ignore-pattern.ts';
import { repositoryRoot } from '../check/repository-root.ts';
import type { Config } from '../config/config.ts';
import { readSource } from '../evaluation/source.ts';
import { walkFiles } from '../files/walk-files.ts';

/** Scanners' reports that a job left behind. */
export interface Evidence {
  readonly reports: readonly ScanEvidence[];
  /** Files that were named and are of no use, each with the reason. */
  readonly notices: readonly string[];
}

/** Reports of large images are large. */
const MAX_REPORT_BYTES = 64 * 1024 * 1024;

/** Reads the reports that the config names. What cannot be read proves nothing, so it is told and left out. */
export function readEvidence(config: Config, cwd: string): Evidence {
  const { evidence } = config.images;
  if (evidence.length === 0) return { reports: [], notices: [] };
  const isNamed = ignoreTest(evidence);
  const root = repositoryRoot(cwd, config) ?? cwd;
  const { files } = walkFiles([root], { cwd, isIgnored: () => false, extensions: ['.json'] });
  const answers = files.filter(({ path }) => isNamed(path)).map((file) => readReport(file));
  const notices = answers.flatMap((one) => (typeof one === 'string' ? [one] : []));
  const reports = answers.flatMap((one) => (typeof one === 'string' ? [] : one));
  const none = answers.length === 0 ? [`no file is one of images.evidence (${evidence.join(', ')})`] : [];
  return { reports, notices: [...notices, ...none] };
}

function readReport(file: { readonly path: string; readonly absolute: string }): readonly ScanEvidence[] | string {
  const read = readSource(file, MAX_REPORT_BYTES);
  if (read.kind === 'fault') return `${file.path} ${read.message}, so it is no evidence`;
  const answer = readScanReport(file.path, Buffer.from(read.bytes).toString('utf8'));
  return answer.kind === 'ok' ? answer.evidences : answer.message;
}
