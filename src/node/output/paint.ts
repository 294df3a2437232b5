import { paintNothing, type Paint, type Tone } from '../../core/report/format-options.ts';
import type { OutputStream } from './shell-io.ts';

const CODES: Readonly<Record<Tone, number>> = { error: 31, warning: 33, success: 32, muted: 2, strong: 1 };

/** Colours for terminals, by ANSI escapes. */
const paintAnsi: Paint = (tone, text) => (text === '' ? '' : `\u001b[${CODES[tone]}m${text}\u001b[0m`);

/**
 * The paint for a stream. `--no-color` and `NO_COLOR` (not empty) turn colours off, then `FORCE_COLOR` on (`0` or `false`: off);
 * otherwise a terminal gets them, unless it calls itself dumb.
 */
export function paintFor(
  stream: Pick<OutputStream, 'isTerminal'>,
  env: Readonly<Record<string, string | undefined>>,
  noColor: boolean,
): Paint {
  return usesColour(stream, env, noColor) ? paintAnsi : paintNothing;
}

function usesColour(
  { isTerminal }: Pick<OutputStream, 'isTerminal'>,
  env: Readonly<Record<string, string | undefined>>,
  noColor: boolean,
): boolean {
  if (noColor || isSet(env['NO_COLOR'])) return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return isTerminal && env['TERM'] !== 'dumb';
}

const isSet = (value: string | undefined): boolean => value !== undefined && value !== '';
