import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const LOAD = path.join(import.meta.dirname, 'admission-load.mjs');

/**
 * Puts a server under load for some seconds, by a process beside it.
 * @returns requests a second, milliseconds at the quantiles, milliseconds of processor time for each, and how many answers were of which kind
 */
export async function measureLoad(server, { review, connections, seconds }) {
  const order = JSON.stringify({ port: server.port, path: server.path, review, connections, seconds });
  const before = server.processorMs();
  const { stdout } = await promisify(execFile)(process.execPath, [LOAD, order], { maxBuffer: 1 << 20 });
  const figures = JSON.parse(stdout);
  const processorMs = before === undefined ? undefined : (server.processorMs() - before) / figures.asked;
  return { ...figures, processorMs };
}
