import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createSecureContext } from 'node:tls';
import { messageOf, SluiceError } from '../../src/core/errors.ts';
import { reasonOf } from '../../src/node/files/walk-files.ts';

export interface TlsFiles {
  readonly certFile: string;
  readonly keyFile: string;
}

export interface TlsMaterial {
  readonly cert: Buffer;
  readonly key: Buffer;
}

/** Who the server is at the moment, and by which authorities it knows its clients. */
export interface ServerIdentity {
  tls: TlsMaterial;
  readonly clientCa?: Buffer;
}

/** Reads a certificate and its key, and sees that they belong together. @throws SluiceError SERVER_FAILED */
export function readTls({ certFile, keyFile }: TlsFiles, cwd: string): TlsMaterial {
  const material = {
    cert: readPem(path.resolve(cwd, certFile), '--tls-cert and --tls-key'),
    key: readPem(path.resolve(cwd, keyFile), '--tls-cert and --tls-key'),
  };
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

/** Reads the authorities whose clients are listened to. @throws SluiceError SERVER_FAILED */
export function readAuthorities(file: string, cwd: string): Buffer {
  const ca = readPem(path.resolve(cwd, file), '--client-ca');
  try {
    // Text that is no PEM makes a context without authorities, and nobody would be let in.
    void new X509Certificate(ca);
    createSecureContext({ ca });
    return ca;
  } catch (error) {
    throw new SluiceError('SERVER_FAILED', `${file} holds no certificate as PEM (${messageOf(error)})`, {
      cause: error,
    });
  }
}

/** When a certificate ends, in milliseconds since the epoch. */
export const endOf = ({ cert }: TlsMaterial): number => Date.parse(new X509Certificate(cert).validTo);

/** What follows from a certificate that has ended; undefined while it holds. */
export function endedCertificate(material: TlsMaterial, now: number): string | undefined {
  const end = endOf(material);
  if (end > now) return undefined;
  return `it ended on ${new Date(end).toISOString()}, so API servers do not speak to this server: renew it`;
}

function readPem(file: string, flag: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new SluiceError('SERVER_FAILED', `cannot read ${file}: ${reasonOf(error)}; see ${flag}`, {
      cause: error,
    });
  }
}
