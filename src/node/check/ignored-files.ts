import { SluiceError } from '../../core/errors.ts';
import { loadRegoEngine, type RegoEngine } from '../engine/rego-engine.ts';
import { ignoreTest } from '../../core/ignore-pattern.ts';
import type { CheckRequest } from './check-request.ts';

/**
 * What a run leaves out: the globs of the config and of the flags, and conftest's expression.
 * @throws SluiceError CONFIG_INVALID when that is no expression
 */
export function ignoredFiles({
  config,
  ignore,
  ignoreExpression,
}: Pick<CheckRequest, 'config' | 'ignore' | 'ignoreExpression'>): (displayPath: string) => boolean {
  const byGlob = ignoreTest([...config.ignore, ...ignore]);
  if (ignoreExpression === undefined) return byGlob;
  const engine = loadRegoEngine();
  matches(engine, ignoreExpression, '');
  // conftest asks about files alone; folders come with a slash behind.
  return (shown) => byGlob(shown) || (!shown.endsWith('/') && matches(engine, ignoreExpression, shown));
}

/** Go's own expressions: what conftest leaves out is left out here, and none of them takes more than linear time. */
function matches(engine: RegoEngine, expression: string, text: string): boolean {
  const answer = engine.callBuiltin('regex.match', JSON.stringify([expression, text]));
  if (answer.kind === 'error') {
    throw new SluiceError('CONFIG_INVALID', `conftest's ignore is no regular expression: ${answer.message}`);
  }
  return answer.kind === 'value' && answer.term === 'true';
}
