import { parseDocuments } from '../../../documents/parse-documents.ts';
import { isSealed, isSopsCiphertext, sopsBlockOf } from './sops-scope.ts';

/**
 * Whether a tool encrypted a file as a whole: SOPS in any of its formats (YAML, JSON and binary with a block, dotenv and INI with
 * fields), Ansible Vault, age, PGP.
 */
export function isEncryptedText(text: string): boolean {
  if (/^\s*(?:\$ANSIBLE_VAULT;|-----BEGIN (?:AGE ENCRYPTED FILE|PGP MESSAGE)-----|age-encryption\.org\/v1)/.test(text))
    return true;
  const [, mac] = /^\s*(?:sops_)?mac\s*=\s*(ENC\[[^\]\n]+\])\s*$/m.exec(text) ?? [];
  if (mac !== undefined) return isSopsCiphertext(mac);
  if (!/["']?sops["']?\s*:/.test(text)) return false;
  const { documents } = parseDocuments(text);
  return documents.length > 0 && documents.every(({ value }) => isSealedDocument(value));
}

function isSealedDocument(value: Parameters<typeof sopsBlockOf>[0]): boolean {
  const block = sopsBlockOf(value);
  return block !== undefined && isSealed(block);
}
