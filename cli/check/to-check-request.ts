import { SluiceError } from '../../src/core/errors.ts';
import type { EnforcementPoint } from '../../src/core/model/enforcement.ts';
import type { CheckRequest } from '../../src/node/check/check-request.ts';
import type { Config } from '../../src/node/config/config.ts';
import { toPolicyRequest } from '../../src/node/flags/policy-flags.ts';
import { INPUT_FORMATS, isFormat, type Format } from '../../src/node/formats/format.ts';
import { today, type ShellIo } from '../../src/node/output/shell-io.ts';
import type { CheckFlags } from './check-flags.ts';
import type { Surface } from './check-surface.ts';

const DEFAULT_TIMEOUT_MS = 5000;

/**
 * What a command line asks for.
 * @throws SluiceError USAGE for values that mean nothing
 */
export function toCheckRequest(
  flags: CheckFlags,
  paths: readonly string[],
  config: Config,
  io: ShellIo,
  surface: Surface,
): CheckRequest {
  return {
    ...toPolicyRequest(flags, config, io),
    ...(flags['all-namespaces'] ? { namespaces: [] } : {}),
    point: flags.point ?? pointOf(surface),
    // What Git has is judged as a whole, from whatever folder of it.
    paths: paths.length === 0 && surface.kind === 'files' ? ['.'] : withoutEmpty(paths),
    inventory: flags.inventory,
    ...(flags.parser === undefined ? {} : { parser: toParser(flags.parser) }),
    ignore: flags.ignore,
    timeoutMs: flags.timeout ?? DEFAULT_TIMEOUT_MS,
    today: today(io),
    readStdin: io.readStdin,
    ...(flags.jobs === undefined ? {} : { jobs: flags.jobs }),
    ...(flags.combine ? { combine: true } : {}),
    ...(flags.images === undefined ? {} : { images: flags.images }),
    // conftest counts what passed by file, and a report that does not list it cannot.
    ...(flags['show-passed'] || flags['output-schema'] === 'conftest' ? { showPassed: true } : {}),
  };
}

/** An empty word is a variable of a script that was not set. As a path it would be the whole working directory. */
function withoutEmpty(paths: readonly string[]): readonly string[] {
  const named = paths.filter((one) => one !== '');
  if (paths.length > 0 && named.length === 0) {
    throw new SluiceError('USAGE', 'the path is empty: is a variable not set? Write "." for the working directory');
  }
  return named;
}

/** Before a push it is still the own machine that judges, and its user. */
const pointOf = (surface: Surface): EnforcementPoint =>
  surface.kind === 'staged' || (surface.kind === 'push' && surface.hook.name === 'pre-push') ? 'commit' : 'ci';

function toParser(name: string): Format {
  if (isFormat(name)) return name;
  throw new SluiceError('USAGE', `--parser ${name}: there is no such format; there are ${INPUT_FORMATS.join(', ')}`);
}
