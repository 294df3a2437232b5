import type { TokenCheck } from '../rule.ts';
import { checkBasicCredentials } from './check-basic-credentials.ts';
import { checkCrc32Base62 } from './check-crc32-base62.ts';
import { checkCredentialsUrl } from './check-credentials-url.ts';
import { checkJwt } from './check-jwt.ts';
import { checkLuhn } from './check-luhn.ts';
import { checkPrivateKey } from './check-private-key.ts';
import type { Evidence, Proof } from './proof.ts';

/** Looks for the proof that a token of this kind carries in itself. */
export function checkToken(check: TokenCheck, evidence: Evidence): Proof {
  switch (check) {
    case 'crc32-base62':
      return checkCrc32Base62(evidence.secret);
    case 'jwt':
      return checkJwt(evidence.secret);
    case 'private-key':
      return checkPrivateKey(evidence);
    case 'luhn':
      return checkLuhn(evidence.secret);
    case 'credentials-url':
      return checkCredentialsUrl(evidence);
    case 'basic-credentials':
      return checkBasicCredentials(evidence.secret);
  }
}
