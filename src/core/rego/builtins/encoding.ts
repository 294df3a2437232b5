import { fromBytes, toBytes } from '../go-string.ts';
import { toGoJson } from '../to-json.ts';
import { type Builtin, BuiltinError } from './builtin.ts';
import { operandAt, stringOperand } from './operands.ts';

const BASE64_URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const UNRESERVED = /[A-Za-z0-9\-_.~]/;

/** The encodings that Wasm lacks. */
export const ENCODING: Readonly<Record<string, Builtin>> = {
  // Wasm has it, too, without order and escapes (engine/opa-edits.json).
  'json.marshal': (operands) => toGoJson(operandAt(operands, 0)),
  'base64url.encode_no_pad': (operands) => encodeBase64Url(toBytes(stringOperand(operands, 0))),
  'hex.encode': (operands) => toHex(toBytes(stringOperand(operands, 0))),
  'hex.decode': (operands) => decodeHex(stringOperand(operands, 0)),
  'urlquery.encode': (operands) => encodeQuery(toBytes(stringOperand(operands, 0))),
  'urlquery.decode': (operands) => decodeQuery(stringOperand(operands, 0)),
};

/** Lower-case hexadecimal of some bytes. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function decodeHex(text: string): string {
  if (!/^(?:[\da-fA-F]{2})*$/.test(text)) throw new BuiltinError('encoding/hex: invalid byte or odd length hex string');
  return fromBytes(Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)));
}

function encodeBase64Url(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const bits = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    const sextets = [bits >> 18, bits >> 12, bits >> 6, bits].slice(0, Math.min(bytes.length - i, 3) + 1);
    text += sextets.map((sextet) => BASE64_URL.charAt(sextet & 63)).join('');
  }
  return text;
}

function encodeQuery(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => {
    const character = String.fromCharCode(byte);
    if (UNRESERVED.test(character)) return character;
    return character === ' ' ? '+' : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
}

function decodeQuery(text: string): string {
  if (/%(?![\da-fA-F]{2})/.test(text)) throw new BuiltinError('invalid URL escape');
  const bytes: number[] = [];
  for (const part of text.replaceAll('+', ' ').match(/%..|[^%]+/gs) ?? []) {
    if (part.startsWith('%')) bytes.push(Number.parseInt(part.slice(1), 16));
    else bytes.push(...toBytes(part));
  }
  return fromBytes(Uint8Array.from(bytes));
}
