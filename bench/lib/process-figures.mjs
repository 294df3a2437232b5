import { existsSync, readFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100;

/** Resident bytes of a process now. Undefined where the system does not say. */
export const rssOf = (pid) => statusField(pid, 'VmRSS');

/** The most that were resident so far. */
export const peakOf = (pid) => statusField(pid, 'VmHWM');

/** Milliseconds of processor time that a process has taken so far, in all its threads. Undefined where the system does not say. */
export function processorMsOf(pid) {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return undefined;
  const fields = readFileSync(file, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * (1000 / TICKS_PER_SECOND);
}

function statusField(pid, field) {
  const file = `/proc/${pid}/status`;
  const status = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const kilobytes = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}
