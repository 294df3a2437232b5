import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { pem, sequence, tag, time } from './der-writer.ts';

/** A certificate that vouches for itself, for `localhost` and 127.0.0.1, as PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** Makes one in memory, valid for the day around now: X.509 in DER, with nothing that a test does not need. */
export function selfSignedCertificate(now: Date = new Date()): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signed = toBeSigned(publicKey, now);
  const signature = createSign('sha256').update(signed).sign(privateKey);
  const certificate = sequence(signed, ECDSA_WITH_SHA256, tag(0x03, Buffer.from([0]), signature));
  return { cert: pem('CERTIFICATE', certificate), key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

const HOUR_MS = 3_600_000;

function toBeSigned(publicKey: KeyObject, now: Date): Buffer {
  const name = sequence(tag(0x31, sequence(tag(0x06, Buffer.from([0x55, 4, 3])), tag(0x0c, Buffer.from('localhost')))));
  return sequence(
    tag(0xa0, tag(0x02, Buffer.from([2]))),
    tag(0x02, Buffer.from([1])),
    ECDSA_WITH_SHA256,
    name,
    sequence(time(now.getTime() - HOUR_MS), time(now.getTime() + 24 * HOUR_MS)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tag(
      0xa3,
      sequence(
        extension([0x55, 29, 19], sequence(tag(0x01, Buffer.from([0xff])))),
        extension([0x55, 29, 17], ALTERNATIVE_NAMES),
      ),
    ),
  );
}

const extension = (id: readonly number[], value: Buffer): Buffer =>
  sequence(tag(0x06, Buffer.from(id)), tag(0x04, value));

const ECDSA_WITH_SHA256 = sequence(tag(0x06, Buffer.from([0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2])));
const ALTERNATIVE_NAMES = sequence(tag(0x82, Buffer.from('localhost')), tag(0x87, Buffer.from([127, 0, 0, 1])));
