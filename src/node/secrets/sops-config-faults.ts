import { readSopsConfig } from '../../core/secrets/structure/sops/sops-rules.ts';
import type { ErrorCode } from '../../core/errors.ts';
import type { Position } from '../../core/model/location.ts';
import type { SopsConfigFile } from './sops-configs.ts';

interface SopsConfigFault extends Position {
  readonly path: string;
  readonly code: ErrorCode;
  readonly message: string;
}

/** Why it is not known which files SOPS is to encrypt: what is wrong with each `.sops.yaml`, where, and what to do. */
export const sopsConfigFaults = (configs: readonly SopsConfigFile[]): readonly SopsConfigFault[] =>
  configs.flatMap(([path, read]) =>
    'unread' in read ? [unreadFault(path, read.unread)] : contentFaults(path, read.text),
  );

const UNKNOWN = 'so it is not known which files SOPS is to encrypt';

const unreadFault = (path: string, reason: string): SopsConfigFault => ({
  path,
  code: 'INPUT_UNREADABLE',
  message: `${path} cannot be read: ${reason}; ${UNKNOWN}. Put a text there that can be read, or take it away`,
  line: 1,
  column: 1,
});

const contentFaults = (path: string, text: string): readonly SopsConfigFault[] =>
  readSopsConfig(text).faults.map(({ message, line, column }) => ({
    path,
    code: 'CONFIG_INVALID',
    message: `${path} is in error: ${message}; ${UNKNOWN}. Mend it, or take it away`,
    line,
    column,
  }));
