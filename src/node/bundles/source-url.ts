import { SluiceError } from '../../core/errors.ts';
import { visible } from '../../core/report/safe-text.ts';

/** @throws SluiceError REFERENCE_INVALID, also for credentials: they would end up in messages, reports and the lock file */
export function parseUrl(given: string): URL {
  if (!URL.canParse(given)) throw invalidSource(given, 'it is no URL');
  const url = new URL(given);
  if (url.password !== '' || (url.username !== '' && url.protocol !== 'ssh:')) {
    url.username = '';
    url.password = '';
    throw invalidSource(
      url.href,
      'it holds credentials; take them out, and let a credential helper or docker login keep them',
    );
  }
  return url;
}

/** The fault of a source that cannot be read. */
export function invalidSource(given: string, problem: string): SluiceError {
  return new SluiceError('REFERENCE_INVALID', `"${visible(given)}" is no source of policies: ${problem}`);
}
