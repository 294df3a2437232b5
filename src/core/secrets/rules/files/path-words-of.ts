import type { SecretRule } from '../../rule.ts';
import { PATH_WORDS } from './path-words.ts';

/** What a path must hold to fit a pattern, as far as it is known. */
export function pathWordsOf({ source }: RegExp): Pick<SecretRule, 'pathWords'> {
  const pathWords = PATH_WORDS.get(source);
  return pathWords === undefined ? {} : { pathWords };
}
