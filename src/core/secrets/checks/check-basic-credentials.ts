import { decodeBase64 } from '../text/decode-base64.ts';
import { gradeSecret } from '../values/grade-secret.ts';
import type { Proof } from './proof.ts';

/** Base64 of `user:password`, as HTTP Basic authentication and Docker's configuration have it (RFC 7617). */
export function checkBasicCredentials(secret: string): Proof {
  const plain = decodeBase64(secret);
  const [, password] = USER_AND_PASSWORD.exec(plain) ?? [];
  if (password === undefined || EXAMPLE.test(plain)) return 'refuted';
  switch (gradeSecret(password, { name: 'password' })) {
    case 'strong':
      return 'plausible';
    case 'weak':
    case 'common':
      return 'doubtful';
    case 'none':
      return 'refuted';
  }
}

/** What documentation and tests encode. */
const EXAMPLE = /^user(?:name)?:pass(?:word)?$/i;

const USER_AND_PASSWORD = /^[\x21-\x39\x3b-\x7e\x80-\xff]{0,100}:([\x20-\x7e\x80-\xff]{1,300})$/;
