import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createSecureContext } from 'node:tls';
import { messageOf, SluiceError } from '../src/core/errors.ts';
import { reasonOf } from '../src/node/files/walk-files.ts';

export interface TlsFiles {
  readonly certFile: string;
  readonly keyFile: string;
}

export interface TlsMaterial {
  readonly cert: Buffer;
  readonly key: Buffer;
}

/** Reads a certificate and its key, and sees that they belong together. @throws SluiceError SERVER_FAILED */
export function readTls({ certFile, keyFile }: TlsFiles, cwd: string): TlsMaterial {
  const material = { cert: readPem(path.resolve(cwd, certFile)), key: readPem(path.resolve(cwd, keyFile)) };
  try {
    createSecureContext(material);
    return material;
  } catch (error) {
    const hint = 'both must be PEM, the key without a passphrase, and made for each other';
    throw new SluiceError(
      'SERVER_FAILED',
      `${certFile} and ${keyFile} cannot be used for TLS (${messageOf(error)}): ${hint}`,
      { cause: error },
    );
  }
}

function readPem(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new SluiceError('SERVER_FAILED', `cannot read ${file}: ${reasonOf(error)}; see --tls-cert and --tls-key`, {
      cause: error,
    });
  }
}
