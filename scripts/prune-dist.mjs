import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { root } from './run.mjs';

/** The folders that the compiler writes: what lies there has a source of the same name, or had one. */
const COMPILED = ['src', 'cli', 'webhook', 'reconciler', 'test'];

/** The compiler leaves the output of deleted sources where it is; a deleted test would still be run, and pass. */
export function pruneDist() {
  for (const folder of COMPILED) {
    const dist = path.join(root, 'dist', folder);
    if (!existsSync(dist)) continue;
    for (const file of readdirSync(dist, { recursive: true })) {
      const [stem, ending] = splitEnding(file);
      if (ending !== undefined && !existsSync(path.join(root, folder, `${stem}.ts`))) rmSync(path.join(dist, file));
    }
  }
}

const ENDINGS = ['.js', '.js.map', '.d.ts'];

function splitEnding(file) {
  const ending = ENDINGS.find((one) => file.endsWith(one));
  return ending === undefined ? [file, undefined] : [file.slice(0, -ending.length), ending];
}
