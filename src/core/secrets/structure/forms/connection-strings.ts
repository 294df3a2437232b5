import { gradeSecret } from '../../values/grade-secret.ts';
import { isReference } from '../../values/is-reference.ts';
import { each, type Reading } from '../search.ts';

/** `Password=…` and what Azure calls it. */
const PASSWORD = /(?:^|;)\s*(?:password|pwd|accountkey|sharedaccesskey|sharedsecret)\s*=\s*("[^"]*"|'[^']*'|[^;]*)/i;

/** `ConnectionStrings` of .NET: the names are free, the values are known. */
export const connectionStrings: Reading = (value, place, search) => {
  if (typeof value === 'object' && value !== null) each(connectionString)(value, place, search);
  else connectionString(value, place, search);
};

const connectionString: Reading = (value, place, search) => {
  if (typeof value !== 'string') return search.anything(value, place, search);
  if (isReference(value) || search.isPlaceholder(value)) return;
  const [, secret = ''] = PASSWORD.exec(value) ?? [];
  const isSecret = gradeSecret(secret, { name: 'password' }) !== 'none';
  const claim = {
    rule: search.style.rule,
    title: 'a connection string with a password',
    confidence: 'likely',
    secret,
  } as const;
  search.add({ place, label: String(place.key), text: value, decoded: [], ...(isSecret ? { claim } : {}) });
};
