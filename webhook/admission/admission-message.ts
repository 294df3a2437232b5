import type { Result } from '../../src/core/model/result.ts';
import { cutText } from '../../src/core/report/cut-text.ts';
import { oneLine } from '../../src/core/report/safe-text.ts';
import { avoidEngineTraps } from '../judging/engine-traps.ts';

/** Lines of a refusal, and of warnings; what is beyond is counted. */
const MAX_LINES = 40;
/** Conditions that repeat the message, as those of Flux and Argo CD do, hold 32768 characters. */
const MAX_MESSAGE = 16_384;
const MAX_LINE = 2048;
/** The API server counts characters, and cuts warnings to 256 each once all of them, from whomever, are more than 4096. */
const MAX_WARNING = 256;
const MAX_WARNINGS = 3840;

/** What people read who are refused: a line each, `[constraint] message`, with no words that make an engine delete things. */
export function toMessage(results: readonly Result[]): string {
  const lines = results
    .slice(0, MAX_LINES)
    .map((result) => cutText(avoidEngineTraps(lineOf(result, result.fix)), MAX_LINE));
  return withinBudget(lines, results.length, MAX_MESSAGE).join('\n');
}

export function toWarnings(results: readonly Result[]): readonly string[] {
  const lines = results.slice(0, MAX_LINES).map((result) => cutText(lineOf(result), MAX_WARNING));
  return withinBudget(lines, results.length, MAX_WARNINGS);
}

/** One line of a text of ours, or of a fault. */
export const safeMessage = (message: string): string => cutText(avoidEngineTraps(oneLine(message)), MAX_MESSAGE);

function lineOf({ constraint, policy, message }: Result, fix?: string): string {
  return oneLine(`[${constraint ?? policy}] ${message}${fix === undefined ? '' : ` (fix: ${fix})`}`);
}

/** The lines that fit, and how many there are besides. */
function withinBudget(lines: readonly string[], total: number, budget: number): readonly string[] {
  let left = budget;
  const shown = lines.filter((line) => (left -= [...line].length) >= 0);
  const more = total - shown.length;
  return more > 0 ? [...shown, `… and ${more} more`] : shown;
}
