/**
 * Whether a value only says where a secret is kept, or is one that somebody encrypted: then there is nothing to find. The whole
 * value must be one; text beside a reference may be a secret.
 */
export function isReference(value: string): boolean {
  const text = value.trim();
  return text === '' || REFERENCES.some((form) => form.test(text));
}

const VARIABLE = String.raw`(?:\$\{[^{}\n]+\}|\$\([^()\n]+\)|\$[A-Za-z_][A-Za-z0-9_]*|(?:\{\{[^{}]*\}\})+)`;

/** 1Password; vals; Vault (bank-vaults); argocd-vault-plugin; variables and templates; a URL whose password is one; SOPS. */
const REFERENCES: readonly RegExp[] = [
  /^op:\/\/\S+$/,
  /^(?:ref|secretref)\+[a-z0-9]+:\/\/\S+$/,
  /^(?:>>)?vault:[^\s#]+#\S+$/,
  /^<[^<>\n]+>$/,
  new RegExp(`^${VARIABLE}$`),
  new RegExp(String.raw`^[a-z][a-z0-9+.-]*://[^\s:/@]*:${VARIABLE}@\S*$`),
  /^ENC\[AES256_GCM,data:[A-Za-z0-9+/=]*,iv:[A-Za-z0-9+/=]+,tag:[A-Za-z0-9+/=]+,type:[a-z]+\]$/,
];
