/** Whether a field or variable is called like one that holds a secret, however it is spelt: `API_KEY`, `apiKey`, `api-key`. */
export function isSensitiveName(name: string): boolean {
  const plain = name.toLowerCase().replaceAll(/[_.-]/g, '');
  return WORDS.some((word) => plain.endsWith(word));
}

const WORDS = [
  'password',
  'passwd',
  'passphrase',
  'secret',
  'token',
  'credential',
  'credentials',
  'apikey',
  'accesskey',
  'privatekey',
  'encryptionkey',
] as const;
