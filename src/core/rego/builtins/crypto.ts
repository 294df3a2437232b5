import { toBytes } from '../go-string.ts';
import type { RegoValue } from '../value.ts';
import type { Builtin, BuiltinContext, HashAlgorithm } from './builtin.ts';
import { toHex } from './encoding.ts';
import { stringOperand } from './operands.ts';

/** Hashes and message authentication codes, in hexadecimal. */
export const CRYPTO: Readonly<Record<string, Builtin>> = {
  'crypto.md5': hash('md5'),
  'crypto.sha1': hash('sha1'),
  'crypto.sha256': hash('sha256'),
  'crypto.hmac.md5': hmac('md5'),
  'crypto.hmac.sha1': hmac('sha1'),
  'crypto.hmac.sha256': hmac('sha256'),
  'crypto.hmac.sha512': hmac('sha512'),
  'crypto.hmac.equal': (operands) => stringOperand(operands, 0) === stringOperand(operands, 1),
};

function hash(algorithm: HashAlgorithm): Builtin {
  return (operands, context) => toHex(context.digest(algorithm, bytesAt(operands, 0)));
}

function hmac(algorithm: HashAlgorithm): Builtin {
  return (operands: readonly RegoValue[], context: BuiltinContext) =>
    toHex(context.digest(algorithm, bytesAt(operands, 0), bytesAt(operands, 1)));
}

function bytesAt(operands: readonly RegoValue[], position: number): Uint8Array {
  return toBytes(stringOperand(operands, position));
}
