import type { JsonValue } from '../../../core/model/json.ts';
import { Refusal } from './refusal.ts';

/** SBOMs in attestations are the largest that are met; in base64 they grow by a third. */
const MAX_BYTES = 12 * 1024 * 1024;
/** Bundles need 10, statements about nested components some 30. */
const MAX_DEPTH = 100;

/**
 * Reads JSON that somebody pushed. Size and depth are looked at before anything is made of it.
 * @param what for the reason: `the bundle`
 * @throws Refusal IMG_TOO_LARGE, IMG_SIG_INVALID
 */
export function readUntrustedJson(bytes: Uint8Array, what: string): JsonValue {
  if (bytes.length > MAX_BYTES)
    throw new Refusal('IMG_TOO_LARGE', `${what} has ${bytes.length} bytes; up to ${MAX_BYTES} are read`);
  const text = decode(bytes, what);
  if (isDeeperThan(text, MAX_DEPTH))
    throw new Refusal('IMG_TOO_LARGE', `${what} is nested more than ${MAX_DEPTH} levels deep`);
  try {
    return JSON.parse(text);
  } catch {
    // The error would quote what was pushed.
    throw new Refusal('IMG_SIG_INVALID', `${what} is no JSON`);
  }
}

function decode(bytes: Uint8Array, what: string): string {
  try {
    return UTF8.decode(bytes);
  } catch {
    throw new Refusal('IMG_SIG_INVALID', `${what} is no text in UTF-8`);
  }
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

function isDeeperThan(text: string, limit: number): boolean {
  if (!hasMore(text, limit)) return false;
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === BACKSLASH) at += 1;
      else if (code === QUOTE) inString = false;
    } else if (code === QUOTE) inString = true;
    else if (code === BRACE || code === BRACKET) {
      depth += 1;
      if (depth > limit) return true;
    } else if (code === END_BRACE || code === END_BRACKET) depth -= 1;
  }
  return false;
}

/** Whether there are more opening brackets, of whatever depth: most texts have few, which are found without looking at each character. */
function hasMore(text: string, limit: number): boolean {
  let found = 0;
  for (const bracket of ['{', '[']) {
    for (let at = text.indexOf(bracket); at !== -1; at = text.indexOf(bracket, at + 1)) {
      found += 1;
      if (found > limit) return true;
    }
  }
  return false;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const BRACKET = 0x5b;
const END_BRACKET = 0x5d;
const BRACE = 0x7b;
const END_BRACE = 0x7d;
