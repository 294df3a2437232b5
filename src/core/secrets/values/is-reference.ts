/**
 * Whether a value only says where a secret is kept, or is one that somebody encrypted: then there is nothing to find. All that
 * could be secret in it must be a reference; text beside one may be a secret.
 */
export function isReference(value: string): boolean {
  const text = value.trim();
  if (text === '') return true;
  if (!/[:/$({<%#@[_!-]/.test(text) || PASSWORD_HASH.test(text)) return false;
  if (WHOLE.some((form) => form.test(text))) return true;
  if (!/[$({<%#@[_]/.test(text)) return false;
  const masked = text.replaceAll(VARIABLE, MARK);
  return masked !== text && isInert(masked);
}

/** In the modular format of crypt(3), a salt may look like a variable: `$6$rounds=4096$salt$…`, `users=admin:$$apr1$$salt$$…`. */
const PASSWORD_HASH = /(?:^|[:=])\$\$?(?:\d|2[abxy]|apr1|y|gy|argon2(?:i|d|id)|scrypt|pbkdf2-sha\d+)\$[^\s{}()]{20,}$/;

/** What stands for a reference while the rest is judged. */
const MARK = '\u0001';

/** Every form of variable that a tool replaces by a value, none with a default that would be a value itself. */
const VARIABLE = new RegExp(
  [
    String.raw`\$\{\{[^{}]*\}\}`, // GitHub, Azure DevOps, Backstage
    String.raw`\{\{(?:[^{}]|\{[^{}]*\})*\}\}`, // Helm, Jinja, External Secrets, CloudFormation's resolve
    String.raw`\{%[^{}]*%\}`,
    String.raw`\$?\$\{[A-Za-z_!][^{}\n:?=]*(?::?\?[^{}\n]*|:?[-=])?\}`, // shell, doubled in Compose and Flux; an error message is no default, nor is an empty one
    String.raw`\$\{(?:env|file|secret|secrets|vault|ssm|sm|cf|opt|self|var|local|data|params?|sys|secretsManager|sops)[:.][^{}\n]*\}`,
    String.raw`\$\([^()\n]+\)`,
    String.raw`\$\$?[A-Za-z_][A-Za-z0-9_]*`,
    String.raw`\(\([^()\n]+\)\)`, // Concourse, CredHub
    String.raw`#\{[^{}\n]+\}#?`, // Octopus, Azure DevOps
    String.raw`<%[^<>]*%>`,
    String.raw`<path:[^<>\n]+>`, // argocd-vault-plugin
    String.raw`<[^<>\n]+>`,
    String.raw`@@[A-Za-z_][\w.-]*@@`,
    String.raw`%%[A-Za-z_][\w.-]*%%`,
    String.raw`%\([A-Za-z_]\w*\)s`,
    String.raw`%[A-Z_][A-Z0-9_]*%`,
    String.raw`__[A-Z][A-Z0-9_]*__`,
    String.raw`@[A-Za-z_][\w.-]*@`,
    String.raw`\[(?:parameters|variables|reference|concat|listKeys|resourceId)\([^\n]*\)[^\n\]]*\]`, // ARM templates
  ].join('|'),
  'g',
);

/** Encrypted: SOPS, eyaml, Jasypt, Spring Cloud Config, ejson, Ansible, age, PGP, Vault's transit, Maven by its master password. */
const CIPHERTEXTS: readonly RegExp[] = [
  /^ENC\[AES256_GCM,data:[A-Za-z0-9+/=]*,iv:[A-Za-z0-9+/=]+,tag:[A-Za-z0-9+/=]+,type:[a-z]+\]$/,
  /^(?:DEC\(\d+\)::)?ENC\[(?:PKCS7|GPG|KMS|VAULT|[A-Z0-9_]+),[A-Za-z0-9+/=\s]+\]$/,
  /^ENC\([A-Za-z0-9+/=]+\)$/,
  /^\{cipher\}\S+$/,
  /^EJ\[\d+:[A-Za-z0-9+/=:]+\]$/,
  /^\$ANSIBLE_VAULT;/,
  /^-----BEGIN (?:AGE ENCRYPTED FILE|PGP MESSAGE)-----/,
  /^vault:v\d+:[A-Za-z0-9+/=]+$/,
  /^\{[A-Za-z0-9+/]{22,}={0,2}\}$/,
];

/** Where a value is kept: by scheme or name of the store. */
const STORES: readonly RegExp[] = [
  /^op:\/\/[^\n]+$/,
  /^(?:ref|secretref)\+[a-z0-9]+:\/\/\S+$/,
  /^(?:>>)?vault:[^\s#]+#\S+$/,
  /^vault:(?:\/\/)?[\w.-]+(?:\/[\w.#-]+)+$/,
  /^(?:azurekeyvault|akv|akeyless|awssm|awssecret|aws-?secrets-?manager|secretsmanager|awsssm|aws-?ssm|ssm|awsps|gcpsm|gcp-?secrets?-?manager|gcp_secret|googlesecret|doppler|infisical|bws|bitwarden|keychain|gopass|lastpass|onepassword|conjur|cyberark|keepass|delinea|thycotic|hashivault|gsm):(?:\/\/)?[A-Za-z_/][^\s]*$/i,
  /^(?:sm|secrets?|pass|keyring|k8s|kubernetes|file|env|vals|sops|store):\/\/?[^\s]+$/i,
  /^(?:pullsecret|ext):[\w./-]+$/, // Argo CD's image updater
  /^arn:aws[\w-]*:(?:secretsmanager|ssm|kms|s3|iam):\S+$/,
  /^projects\/[^/\s]+\/secrets\/[^\s]+$/,
  /^@Microsoft\.KeyVault\([^)\n]+\)$/i,
  /^https:\/\/[\w-]+\.vault\.azure\.net\/secrets\/\S+$/,
  /^!(?:vault|Ref|Sub|GetAtt|ImportValue|secret|env_var|reference)\b/,
];

/** All of them as one expression, for they are asked of every text. */
const WHOLE: readonly RegExp[] = ['', 'i'].map((flags) => {
  const forms = [...CIPHERTEXTS, ...STORES].filter((form) => form.flags === flags);
  return new RegExp(forms.map(({ source }) => `(?:${source})`).join('|'), flags);
});

/** Nothing secret is left beside the marks: separators, the scheme of an authorization, a URL, settings of a connection. */
function isInert(masked: string): boolean {
  return (
    /^[\u0001\s:,;|/.+&_-]*$/.test(masked) ||
    /^(?:Bearer|Basic|Token|token|ApiKey|apikey|Splunk|GenieKey|Key|Apikey) ?[\u0001\s:]*$/.test(masked) ||
    isUrlOfReferences(masked) ||
    isConnectionOfReferences(masked)
  );
}

/** A URL without a literal where a password could be: in its authority or its query. */
function isUrlOfReferences(masked: string): boolean {
  const url = /^[\w+.:-]+:\/\/([^/?#\s]*)([^\s]*)$/.exec(masked);
  if (url === null) return false;
  const [, authority = '', rest = ''] = url;
  const [, password] = /^[^@]*?:([^@]*)@/.exec(authority) ?? [];
  if (password !== undefined && !password.includes(MARK)) return false;
  return !/[?&][^=&]*(?:pass|pwd|secret|token|key|sig)[^=&]*=[^&\u0001]+/i.test(rest);
}

/** `Server=db;User=sa;Password=…` with a reference for each password. */
function isConnectionOfReferences(masked: string): boolean {
  const settings = masked.split(masked.includes(';') ? ';' : /[,\s]/).filter((setting) => setting.trim() !== '');
  return (
    settings.length > 0 &&
    settings.every((setting) => {
      const [name = '', ...rest] = setting.split('=');
      if (rest.length === 0) return false;
      return rest.join('=').trim().startsWith(MARK) || !/(?:pass|pwd|secret|token|key|credential)/i.test(name);
    })
  );
}
