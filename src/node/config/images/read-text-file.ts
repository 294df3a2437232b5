import { readFileSync, statSync } from 'node:fs';
import { reasonOf } from '../../files/walk-files.ts';

export type TextReading =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'fault'; readonly problem: string };

/** Reads a file that a config names. */
export function readTextFile(file: string, maxBytes: number): TextReading {
  try {
    const stats = statSync(file);
    if (!stats.isFile()) return { kind: 'fault', problem: 'it is no file' };
    if (stats.size > maxBytes) return { kind: 'fault', problem: `it has more than ${maxBytes} bytes` };
    return { kind: 'text', text: readFileSync(file, 'utf8') };
  } catch (error) {
    return { kind: 'fault', problem: reasonOf(error) };
  }
}
