import { parse } from 'yaml';

export interface TestPoint {
  readonly ok: boolean;
  readonly id: number;
  readonly description: string;
  readonly directive: string;
  readonly diagnostic: unknown;
}

/** Reads TAP 14 as a harness does, and throws at a line that is none of it. */
export function parseTap(text: string): { readonly plan: number; readonly points: readonly TestPoint[] } {
  const [version, planLine = '', ...lines] = text.trimEnd().split('\n');
  if (version !== 'TAP version 14') throw new Error('no version line');
  const plan = Number(/^1\.\.(\d+)$/.exec(planLine)?.[1]);
  const points: TestPoint[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line.startsWith('# ')) continue;
    const point = readPoint(line);
    const end = lines[at + 1] === '  ---' ? lines.indexOf('  ...', at) : at;
    points.push({ ...point, diagnostic: parse(lines.slice(at + 2, end).join('\n')) });
    at = end;
  }
  return { plan, points };
}

function readPoint(line: string): Omit<TestPoint, 'diagnostic'> {
  const found = /^(not )?ok (\d+) - ((?:[^#\\]|\\[#\\])*?)(?: # ((?:TODO|SKIP)\b.*))?$/.exec(line);
  if (found === null) throw new Error(`not a test point: ${line}`);
  const [, not, id, description = '', directive = ''] = found;
  return { ok: not === undefined, id: Number(id), description: description.replace(/\\([#\\])/g, '$1'), directive };
}
