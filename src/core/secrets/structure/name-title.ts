/** What a value is, going by the name of its field. */
export function titleOfName(name: string): string {
  const plain = name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return TITLES.find(([word]) => plain.includes(word))?.[1] ?? 'a secret value';
}

const TITLES: readonly (readonly [string, string])[] = [
  ['passphrase', 'a passphrase'],
  ['pass', 'a password'],
  ['pwd', 'a password'],
  ['privatekey', 'a private key'],
  ['apikey', 'an API key'],
  ['accesskey', 'an access key'],
  ['secretkey', 'a secret key'],
  ['encryptionkey', 'an encryption key'],
  ['signingkey', 'a signing key'],
  ['token', 'a token'],
  ['webhook', 'the address of a webhook'],
  ['clientsecret', 'a client secret'],
  ['connectionstring', 'a connection string'],
  ['cookie', 'a cookie secret'],
  ['salt', 'a salt'],
];
