const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** Encoded so often that it is about as long as the others. */
function nested(length: number): string {
  let text = 'secret '.repeat(length / 28);
  for (let i = 0; i < 5; i++) text = base64(text).slice(0, length);
  return text;
}

/** Texts of what makes scanners slow, so many characters each: one long line, unless the name says otherwise. */
export function adversarialTexts(length: number): Readonly<Record<string, string>> {
  const repeated = (unit: string): string => unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
  return {
    'one letter': repeated('a'),
    'one digit': repeated('0'),
    spaces: repeated(' '),
    'line breaks': repeated('\n'),
    tabs: repeated('\t'),
    'a keyword': repeated('secret'),
    'many keywords': repeated('password token secret key api auth '),
    'keywords and equals signs': repeated('key='),
    'assignments without end': repeated('password = "'),
    'a name without value': repeated('api_key_token_secret_'),
    'name, blanks': repeated(`password${' '.repeat(50)}`),
    colons: repeated(':'),
    'equals signs': repeated('='),
    quotes: repeated('"'),
    'escaped quotes': repeated('\\"'),
    backslashes: repeated('\\'),
    'slashes and at signs': repeated('://@'),
    'URLs without end': repeated('https://user:'),
    'one URL': `https://${repeated('a:b@')}`,
    'user names': repeated('a@'),
    'beginnings of keys': repeated('-----BEGIN PRIVATE KEY-----\n'),
    'beginnings of keys on one line': repeated('-----BEGIN RSA PRIVATE KEY-----'),
    'a key without end': `-----BEGIN PRIVATE KEY-----\n${repeated('MIIEvQIBADANBgkq')}`,
    hyphens: repeated('-'),
    'a wall of base64': repeated(base64('some text that is readable: password=')),
    'lines of base64': repeated(`${base64('some text that is readable: passwd =')}\n`),
    'base64 of bytes': repeated(
      Buffer.from(Uint8Array.from({ length: 300 }, (_, i) => (i * 151) % 256)).toString('base64'),
    ),
    'nested base64': nested(length),
    'words of base64': repeated(`${base64('a readable text')} `),
    hex: repeated('6120746f6b656e20'),
    'words of hex': repeated('6120746f6b656e206120746f6b656e20 '),
    'percent signs': repeated('%'),
    'percent-encoding': repeated('%41%3d'),
    'words of percent-encoding': repeated('a%3Db '),
    'beginnings of tokens of the web': repeated('eyJhbGciOi'),
    'parts of tokens of the web': repeated('eyJhbGci.'),
    'beginnings of tokens': repeated('ghp_xoxb-sk_live_AKIAglpat-'),
    'letters of a hash': repeated('0123456789abcdef'),
    'braces and commas': repeated('{"key":["'),
    tags: repeated('<password a="'),
    'open tags': repeated('<password>'),
    SQL: repeated("identified by password '"),
    commands: repeated('docker login -u a '),
  };
}
