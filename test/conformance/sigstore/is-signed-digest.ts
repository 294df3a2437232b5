import type { KeyObject } from 'node:crypto';
import { ASN1Obj } from '@sigstore/core';

/** A point of a curve; undefined is the one at infinity. */
type Point = { readonly x: bigint; readonly y: bigint } | undefined;

/** y² = x³ − 3x + b over the integers modulo p (FIPS 186-4, D.1.2). */
interface Curve {
  readonly p: bigint;
  /** Order of the base point. */
  readonly n: bigint;
  readonly base: Point;
}

const P256: Curve = {
  p: 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn,
  n: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
  base: {
    x: 0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
    y: 0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
  },
};

/**
 * ECDSA on P-256 over a digest (FIPS 186-4, 6.4). Node verifies texts only, and clients under test are given digests, too. Slow
 * and for tests alone: what the product verifies it has the bytes of.
 */
export function isSignedDigest(key: KeyObject, digest: Buffer, signature: Buffer): boolean {
  if (key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') return false;
  const { p, n, base } = P256;
  const [r = 0n, s = 0n] = ASN1Obj.parseBuffer(Buffer.from(signature)).subs.map((part) => part.toInteger());
  if (r <= 0n || r >= n || s <= 0n || s >= n) return false;
  const w = inverse(s, n);
  const point = add(multiply(base, (toInteger(digest) * w) % n, p), multiply(pointOf(key), (r * w) % n, p), p);
  return point !== undefined && point.x % n === r;
}

function pointOf(key: KeyObject): Point {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  return { x: toInteger(Buffer.from(x, 'base64url')), y: toInteger(Buffer.from(y, 'base64url')) };
}

function add(a: Point, b: Point, p: bigint): Point {
  if (a === undefined || b === undefined) return a ?? b;
  if (a.x === b.x && modulo(a.y + b.y, p) === 0n) return undefined;
  const slope =
    a.x === b.x
      ? modulo(3n * (a.x * a.x - 1n) * inverse(2n * a.y, p), p)
      : modulo((b.y - a.y) * inverse(b.x - a.x, p), p);
  const x = modulo(slope * slope - a.x - b.x, p);
  return { x, y: modulo(slope * (a.x - x) - a.y, p) };
}

function multiply(point: Point, times: bigint, p: bigint): Point {
  let sum: Point;
  let doubled = point;
  for (let rest = times; rest > 0n; rest >>= 1n) {
    if (rest & 1n) sum = add(sum, doubled, p);
    doubled = add(doubled, doubled, p);
  }
  return sum;
}

/** By Euclid's algorithm. */
function inverse(value: bigint, p: bigint): bigint {
  let [low, high, a, b] = [modulo(value, p), p, 1n, 0n];
  while (low > 1n) {
    const quotient = high / low;
    [low, high, a, b] = [high - quotient * low, low, b - quotient * a, a];
  }
  return modulo(a, p);
}

const modulo = (value: bigint, p: bigint): bigint => ((value % p) + p) % p;
const toInteger = (bytes: Buffer): bigint => BigInt(`0x${bytes.toString('hex')}`);
