// npm run differential -- PEER POLICY INPUT [arguments for both]
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { formatOf } from '../../../src/node/formats/format.ts';
import { conftestPeer } from './conftest-peer.ts';
import type { Peer } from './peer.ts';
import { runDifferential, type DifferentialReport } from './run-differential.ts';

const PEERS: readonly Peer[] = [conftestPeer];
const SHOWN_EXAMPLES = 3;

const [name, policy, input, ...shared] = process.argv.slice(2);
const peer = PEERS.find((one) => one.name === name);
if (peer === undefined || policy === undefined || input === undefined) {
  const names = PEERS.map((one) => one.name).join('|');
  console.error(`usage: npm run differential -- ${names} POLICY INPUT [arguments for both tools]`);
  process.exitCode = 2;
} else {
  const report = runDifferential(peer, { policy, files: filesBelow(input), shared });
  console.log(describe(report).join('\n'));
  process.exitCode = report.unexplained.length > 0 ? 1 : report.lines === 0 ? 2 : 0;
}

function filesBelow(given: string): readonly string[] {
  if (!statSync(given).isDirectory()) return [path.normalize(given)];
  return readdirSync(given, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && formatOf(entry.name) !== undefined)
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

function describe({ places, lines, unexplained, explained, leftOut }: DifferentialReport): readonly string[] {
  return [
    ...leftOut.map(({ file, reason }) => `left out ${file}: ${reason.split('\n')[0]}`),
    ...[...explained].flatMap(([reason, differences]) => [
      `explained ${differences.length}: ${reason}`,
      ...differences.slice(0, SHOWN_EXAMPLES).map(({ place, side, line }) => `  ${place}: only ${side}: ${line}`),
    ]),
    ...unexplained.map(({ place, side, line }) => `DIFFERENT ${place}: only ${side}: ${line}`),
    `${places} places, ${lines} answers, ${unexplained.length} unexplained differences`,
  ];
}
