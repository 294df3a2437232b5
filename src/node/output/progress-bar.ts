import type { OutputStream, ShellIo } from './shell-io.ts';

export interface ProgressBar {
  readonly update: (done: number, total: number) => void;
  /** Takes the bar away. It comes back with the next update, so call this once, at the end. */
  readonly clear: () => void;
}

/** Work that ends sooner needs no bar; it would only flicker. */
const APPEARS_AFTER_MS = 300;
const REDRAWN_EVERY_MS = 100;
const WIDEST_BAR = 30;
const CLEAR_LINE = '\r\u001b[K';

const SILENT: ProgressBar = { update: () => undefined, clear: () => undefined };

/** A bar on stderr for whoever waits at a terminal. Silent for pipes, CI, dumb terminals and `--quiet`. */
export function createProgressBar(
  { stderr, env, now }: Pick<ShellIo, 'stderr' | 'env' | 'now'>,
  quiet: boolean,
): ProgressBar {
  if (quiet || !stderr.isTerminal || env['TERM'] === 'dumb' || isContinuousIntegration(env)) return SILENT;
  return drawnOn(stderr, () => now().getTime());
}

/** `CI=false` is how people turn it off. */
function isContinuousIntegration(env: ShellIo['env']): boolean {
  return [env['CI'], env['GITHUB_ACTIONS']].some((value) => value !== undefined && value !== '' && value !== 'false');
}

function drawnOn(stream: OutputStream, clock: () => number): ProgressBar {
  let drawNext = clock() + APPEARS_AFTER_MS;
  let isShown = false;
  return {
    update: (done, total) => {
      const time = clock();
      if (time < drawNext) return;
      drawNext = time + REDRAWN_EVERY_MS;
      isShown = true;
      stream.write(CLEAR_LINE + barText(done, total, stream.columns));
    },
    clear: () => {
      if (isShown) stream.write(CLEAR_LINE);
      isShown = false;
    },
  };
}

/** `checking  [#########---------------------]  3120 of 10000 files`, cut to what fits on one line. */
export function barText(done: number, total: number, columns: number): string {
  const share = total === 0 ? 1 : Math.min(1, done / total);
  const count = `${String(done).padStart(String(total).length)} of ${total} files`;
  const room = columns - 1 - 'checking  []  '.length - count.length;
  if (room < 5) return count.slice(0, Math.max(0, columns - 1));
  const width = Math.min(WIDEST_BAR, room);
  const full = Math.round(share * width);
  return `checking  [${'#'.repeat(full)}${'-'.repeat(width - full)}]  ${count}`;
}
