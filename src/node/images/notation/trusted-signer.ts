import type { NotationSigner } from '../../../core/images/authority.ts';
import type { FoundSigner } from '../../../core/images/signature-check.ts';
import { Refusal, shown } from '../sigstore/refusal.ts';
import { certificatesInPem, type Certificate } from './certificate.ts';
import { DerError } from './der.ts';
import { hasAttributes, nameText, parseDistinguishedName, type NameAttribute } from './distinguished-name.ts';

/** The certificates of a trust store. @throws Refusal IMG_TRUST_ROOT */
export function readStore(pems: readonly string[], store: string): readonly Certificate[] {
  try {
    return pems.flatMap(certificatesInPem);
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    throw new Refusal('IMG_TRUST_ROOT', `a certificate under "${store}" of the authority cannot be read`);
  }
}

/** Who a certificate says that it is. */
export function signerOf({ subject, issuer }: Certificate): FoundSigner {
  return {
    kind: 'certificate',
    subject: shown(nameText(subject.attributes)),
    issuer: shown(nameText(issuer.attributes)),
  };
}

/** @throws Refusal IMG_TRUST_ROOT unless one of the chain is in the store, which is the root where nobody pins */
export function checkTrust(chain: readonly Certificate[], trusted: readonly Certificate[], store: string): void {
  if (chain.some((one) => trusted.some(({ raw }) => raw.equals(one.raw)))) return;
  const root = nameText(chain.at(-1)?.subject.attributes ?? []);
  throw new Refusal(
    'IMG_TRUST_ROOT',
    `it is signed under "${shown(root)}", which is not under "${store}" of the authority`,
  );
}

/** @throws Refusal IMG_WRONG_IDENTITY unless the name of the signer has all that one of the trusted identities has */
export function checkIdentity({ subject }: Certificate, { trustedIdentities }: NotationSigner): void {
  if (trustedIdentities.includes('*')) return;
  const wanted = trustedIdentities.map(parseIdentity);
  if (wanted.some((identity) => hasAttributes(subject.attributes, identity))) return;
  throw new Refusal(
    'IMG_WRONG_IDENTITY',
    `it is signed by "${shown(nameText(subject.attributes))}"; wanted ${trustedIdentities.map(shown).join(' or ')}`,
  );
}

/** What the Notary Project wants of each identity: without them too many names would fit. */
const MANDATORY = ['C', 'ST', 'O'];

function parseIdentity(identity: string): readonly NameAttribute[] {
  const [, name = ''] = /^x509\.subject:(.*)$/s.exec(identity) ?? [];
  const attributes = parseDistinguishedName(name);
  if (attributes === undefined || !MANDATORY.every((type) => attributes.some((one) => one.type === type)))
    throw new Refusal(
      'IMG_WRONG_IDENTITY',
      `the trusted identity "${shown(identity)}" is none: write x509.subject: C=…, ST=…, O=… and whatever else it must have`,
    );
  return attributes;
}
