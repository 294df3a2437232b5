import type { Report } from '../../src/core/model/report.ts';
import { visible } from '../../src/core/report/safe-text.ts';
import type { CheckRequest } from '../../src/node/check/check-request.ts';
import { runCheck } from '../../src/node/check/run-check.ts';
import { createProgressBar } from '../../src/node/output/progress-bar.ts';
import type { ShellIo } from '../../src/node/output/shell-io.ts';
import type { Surface } from './check-surface.ts';

/**
 * Judges what there is to look at, and says how far it is while people wait.
 * @param isQuiet neither progress nor notices
 * @throws SluiceError whatever keeps it from judging anything
 */
export async function runOnSurface(
  surface: Surface,
  request: CheckRequest,
  io: ShellIo,
  isQuiet: boolean,
): Promise<Report> {
  const bar = createProgressBar(io, isQuiet);
  const onNotice = (message: string): void => {
    bar.clear();
    if (!isQuiet) io.stderr.write(`warning: ${visible(message)}\n`);
  };
  try {
    return await judge(surface, { ...request, onNotice, onProgress: bar.update }, io.env);
  } finally {
    bar.clear();
  }
}

/** What one run does not need is not loaded. */
async function judge(surface: Surface, request: CheckRequest, env: ShellIo['env']): Promise<Report> {
  switch (surface.kind) {
    case 'files':
      return runCheck(request);
    case 'staged': {
      const { runStagedCheck } = await import('../../src/node/check/run-staged-check.ts');
      return runStagedCheck(request, env);
    }
    case 'range': {
      const { runRangeCheck } = await import('../../src/node/check/run-range-check.ts');
      return runRangeCheck(request, surface.ends, env);
    }
    case 'push': {
      const { runPushCheck } = await import('../../src/node/check/run-push-check.ts');
      return runPushCheck(request, surface.hook, env);
    }
    case 'history': {
      const { runHistoryCheck } = await import('../../src/node/check/run-history-check.ts');
      return runHistoryCheck(request, env);
    }
  }
}
