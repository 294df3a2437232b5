import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { TextFinding } from '../../../../src/core/secrets/finding.ts';
import { decodeLayer } from '../../../../src/core/secrets/text/decode-layer.ts';
import { plainLayer } from '../../../../src/core/secrets/text/layer.ts';
import { rule, scannerOf, search, stretches } from './support/scanner-of.ts';

const TOKEN = 'tok_Zq81mPw0xT';
const rules = [
  rule({ pattern: /\btok_\w{10}\b/g, keywords: ['tok_'] }),
  rule({
    id: 'password',
    pattern: /password["']?\s?[:=]\s?["']?([^\s"']{8,})/gi,
    keywords: ['password'],
    isGeneric: true,
  }),
];
const base64 = (text: string): string => Buffer.from(text, 'latin1').toString('base64');
const base64url = (text: string): string => Buffer.from(text, 'latin1').toString('base64url');
const hex = (text: string): string => Buffer.from(text, 'latin1').toString('hex');
const percent = (text: string): string => [...text].map((character) => `%${hex(character)}`).join('');

/** What is found of the token: in which encodings, and the stretch that it is told to stand at. */
function seen(text: string): readonly (readonly [decoded: string, stretch: string])[] {
  const told = (finding: TextFinding): readonly [string, string] => [
    finding.decoded.join(' '),
    text.slice(finding.start, finding.end),
  ];
  return search(rules, text)
    .filter((finding) => finding.rule === 'token')
    .map(told);
}

describe('encoded text', () => {
  const encoded: readonly (readonly [title: string, encoded: string, encodings: string])[] = [
    ['base64', base64(`my ${TOKEN}.`), 'base64'],
    ['base64 without padding', base64(`the ${TOKEN}`).replaceAll('=', ''), 'base64'],
    ['base64url', base64url(`${TOKEN} ??>>~~`), 'base64'],
    ['hex', hex(`the ${TOKEN}`), 'hex'],
    ['hex in capitals', hex(`the ${TOKEN}`).toUpperCase(), 'hex'],
    ['percent', percent(TOKEN), 'percent'],
    ['percent in a part', `a%20${TOKEN}%20b`, 'percent'],
    ['base64 of UTF-16', Buffer.from(TOKEN, 'utf16le').toString('base64'), 'base64'],
    ['base64 of UTF-8', Buffer.from(`schlüssel: ${TOKEN}`).toString('base64'), 'base64'],
    ['base64 of base64', base64(`x: ${base64(`${TOKEN} .`)} y`), 'base64 base64'],
    ['hex of base64', hex(base64(`the ${TOKEN}`)), 'hex base64'],
    ['base64 of percent', base64(`?token=${percent(TOKEN)}&`), 'base64 percent'],
  ];
  for (const [title, text, encodings] of encoded) {
    it(`in ${title} is searched, and found where it stands`, () => {
      const stretch = text.replace(/=+$/, '');
      expect(seen(`data: "${text}"\n`)).to.deep.equal([[encodings, stretch]]);
    });
  }

  it('is searched no deeper than two encodings, or as the options say', () => {
    const twice = base64(base64(`the ${TOKEN}`));
    expect(seen(base64(twice))).to.deep.equal([]);
    const count = (decodeDepth: number, text: string): number =>
      scannerOf(rules, { decodeDepth }).search({ path: 'a', text }).findings.length;
    expect([0, 1, 2].map((depth) => count(depth, twice))).to.deep.equal([0, 0, 1]);
    expect(count(3, base64(twice))).to.equal(1);
  });

  it('is joined from the lines that it is wrapped into', () => {
    const text = base64(`${'some text before. '.repeat(5)}${TOKEN} and after`);
    const lines = text.match(/.{1,64}/g) ?? [];
    for (const lineBreak of ['\n', '\n    ', '\r\n', '\\n']) {
      expect(seen(`data: ${lines.join(lineBreak)}`), JSON.stringify(lineBreak)).to.have.length(1);
    }
  });

  it('is found after the folders of a path and after an escape', () => {
    expect(seen(`/data/v1/${base64(`the ${TOKEN} !`)}`)).to.have.length(1);
    expect(seen(`"a\\n${base64(`the ${TOKEN} !`)}"`)).to.have.length(1);
  });

  it('keeps the name that stands before it', () => {
    const text = `db_password: ${base64('Zq8-1mPw0xT~')}\n`;
    const found = search(
      [...rules.slice(1)].map((rule) => ({ ...rule, minEntropy: 3 })),
      text,
    );
    expect(found.map(({ decoded }) => decoded.join())).to.deep.equal(['']);
    const short = search([rule({ pattern: /password: (\S{12})$/gm })], text);
    expect(stretches(short, text)).to.deep.equal([base64('Zq8-1mPw0xT~')]);
    expect(short[0]?.decoded).to.deep.equal(['base64']);
  });

  it('may hold several secrets: each is a finding of the place', () => {
    const text = `env: ${base64(`one=${TOKEN}\ntwo=${TOKEN.replace('Z', 'Y')}\n`)}`;
    expect(seen(text)).to.have.length(2);
    expect(new Set(search(rules, text).map(({ fingerprint }) => fingerprint))).to.have.length(2);
  });

  it('is no second finding of what was found without decoding', () => {
    const whole = rule({ id: 'whole', pattern: /data: (\S+)/g, confidence: 'certain' });
    expect(search([...rules, whole], `data: ${base64(`the ${TOKEN} !`)}`).map((finding) => finding.rule)).to.deep.equal(
      ['whole'],
    );
  });

  it('that is surer than what was found without decoding takes its place', () => {
    const generic = rule({ id: 'any', pattern: /data: (\S{20,})/g, confidence: 'possible' });
    expect(
      search([generic, ...rules], `data: ${base64(`the ${TOKEN} !`)}`).map((finding) => finding.rule),
    ).to.deep.equal(['token']);
  });

  it('is none that names, hashes, and keys of bytes are', () => {
    const texts = [
      'getAbstractSyntaxTreeNodeFactory src/components/shared/navigation/index',
      hex('\x8f\x03\xa7\xfe\x9c\x00\x12\xe1\xd4\x77\x80\x1b\x3c\x99\xaa\x05\x6f\x21\xb8\xc0'),
      Buffer.from(Uint8Array.from({ length: 64 }, (_, i) => (i * 151) % 256)).toString('base64'),
      '%d of %20s, 100%',
    ];
    for (const text of texts) expect(decodeLayer(plainLayer(text.replace('%20s', '%s')))).to.equal(undefined);
  });

  it('takes a text no longer than it and what stands between its parts', () => {
    const wall = `${base64('some readable text')} `.repeat(2000);
    expect(decodeLayer(plainLayer(wall))?.text.length).to.be.lessThan(wall.length * 2);
  });

  it('is found wherever it stands, in any surroundings', () => {
    const before = fc.constantFrom('', 'a ', 'key=', '"', 'x: \n', '{"a":"', 'ä', ';', 'https://h/?q=');
    const after = fc.constantFrom('', ' b', '"', '\n', '"}', '&x=1', ')', ',');
    const encode = fc.constantFrom(base64, base64url, hex);
    const inside = fc.constantFrom('', 'user ', '{"token":"', 'a=b\nc=');
    fc.assert(
      fc.property(before, after, encode, inside, (before, after, encode, inside) => {
        expect(seen(`${before}${encode(`${inside} ${TOKEN} .`)}${after}`)).to.have.length(1);
      }),
    );
  });
});
