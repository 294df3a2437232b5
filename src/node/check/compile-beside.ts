import { availableParallelism } from 'node:os';
import { SluiceError } from '../../core/errors.ts';
import type { HeadStart } from '../evaluation/head-start.ts';
import { Helper } from '../evaluation/helper.ts';
import { readAhead } from '../evaluation/read-ahead.ts';
import type { Source } from '../evaluation/source.ts';
import { compileModules, type CompiledModules, type CompileOrder } from '../policies/compile-modules.ts';
import type { CheckRequest } from './check-request.ts';

/** Below this, starting a thread costs more than it saves. */
const THREAD_WORTH_FILES = 1000;

/**
 * Compiles policies; where there are many files to judge, in another thread, while this one reads them.
 * @param find gives them; asked only where it matters how many they are
 */
export async function compileBeside(
  order: CompileOrder,
  find: () => readonly Source[],
  headStart: HeadStart,
  { jobs = availableParallelism(), parser, timeoutMs }: Pick<CheckRequest, 'jobs' | 'parser' | 'timeoutMs'>,
): Promise<CompiledModules> {
  if (jobs < 2) return compileModules(order);
  const sources = found(find);
  if (sources.length < THREAD_WORTH_FILES) return compileModules(order);
  headStart.helper = new Helper();
  let isOver = false;
  const compiling = headStart.helper.compile(order).finally(() => (isOver = true));
  const [compiled] = await Promise.all([
    compiling,
    readAhead(headStart.files, sources, { parser, limitMs: timeoutMs, isOver: () => isOver }),
  ]);
  return compiled;
}

/** What keeps files from being found is said when it is their turn: what is wrong with policies comes first. */
function found(find: () => readonly Source[]): readonly Source[] {
  try {
    return find();
  } catch (error) {
    if (error instanceof SluiceError) return [];
    throw error;
  }
}
