import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { Allowlist, SecretRule } from '../../../../src/core/secrets/rule.ts';
import { createTextScanner } from '../../../../src/core/secrets/text/create-text-scanner.ts';
import { rule, scannerOf, search, setOf, stretches } from './support/scanner-of.ts';

const ids = (set: Parameters<typeof search>[0], text: string, path?: string): readonly string[] =>
  search(set, text, path).map((finding) => finding.rule);

describe('createTextScanner', () => {
  it('tells rule, place and looks of a secret, and nothing of the rest', () => {
    const text = 'a: 1\ntoken: tok_Zq81mPw0\n';
    const [finding, ...others] = search([rule({ pattern: /tok_\w+/g, keywords: ['tok_'] })], text);
    expect(others).to.deep.equal([]);
    expect(finding).to.deep.include({
      rule: 'token',
      title: 'a token',
      confidence: 'likely',
      preview: '…(12)',
      entropy: 3.6,
      decoded: [],
      start: 12,
      end: 24,
    });
    expect(finding?.fingerprint).to.match(/^token:[0-9a-f]{16}$/);
  });

  it('never holds the secret', () => {
    const outcome = scannerOf([rule({ pattern: /tok_(\w+)/g })]).search({
      path: 'a',
      text: 'tok_0123456789abcdefghij',
    });
    expect(outcome.findings).to.have.length(1);
    expect(JSON.stringify(outcome)).not.to.include('0123');
  });

  it('gives the same secret one fingerprint in every file, and another to another secret or rule', () => {
    const rules = [rule({ id: 'one', pattern: /tok_\w+/g }), rule({ id: 'two', pattern: /key_\w+/g })];
    const fingerprints = ['x tok_aaa', 'tok_aaa', 'tok_aab', 'key_aaa'].map(
      (text) => search(rules, text)[0]?.fingerprint,
    );
    expect(fingerprints[0]).to.equal(fingerprints[1]);
    expect(new Set(fingerprints)).to.have.length(3);
  });

  it('tries a rule only where one of its keywords stands, whatever its case', () => {
    const rules = [rule({ pattern: /\d{4}/g, keywords: ['pin', 'code'] })];
    expect(ids(rules, '1234')).to.deep.equal([]);
    expect(ids(rules, 'PiN 1234')).to.deep.equal(['token']);
    expect(ids(rules, '1234 is the code')).to.deep.equal(['token']);
  });

  it('reads bytes and text alike', () => {
    const scanner = scannerOf([rule({ pattern: /tok_[^ ]+/g, keywords: ['tok_'] })]);
    const bytes = Buffer.from('größe tok_ä1 ende');
    const text = bytes.toString('latin1');
    expect(scanner.search({ path: 'a', text, bytes })).to.deep.equal(scanner.search({ path: 'a', text }));
    expect(scanner.search({ path: 'a', text }).findings[0]).to.deep.include({ start: 8, end: 15 });
  });

  it('keeps nothing from one text for the next', () => {
    const scanner = scannerOf([rule({ pattern: /tok_\w+/g, keywords: ['tok_'] })]);
    const texts = ['tok_aaa tok_bbb', 'x', 'tok_ccc'];
    const counts = (): readonly number[] => texts.map((text) => scanner.search({ path: 'a', text }).findings.length);
    expect(counts()).to.deep.equal([2, 0, 1]);
    expect(counts()).to.deep.equal([2, 0, 1]);
  });
});

describe('the secret in a match', () => {
  const text = 'key = "abc" or def';
  const found = (own: Partial<SecretRule>): readonly string[] => stretches(search([rule(own)], text), text);

  it('is the first group that took part', () => {
    expect(found({ pattern: /or (ghi)?(\w+)/g })).to.deep.equal(['def']);
  });
  it('is the group that the rule names', () => {
    expect(found({ pattern: /(\w+) = "(\w+)"/g, secretGroup: 2 })).to.deep.equal(['abc']);
  });
  it('is the whole match without groups', () => {
    expect(found({ pattern: /"\w+"/g })).to.deep.equal(['"abc"']);
  });
  it('is none when it is empty or blank', () => {
    expect(found({ pattern: /key( )/g })).to.deep.equal([]);
    expect(found({ pattern: /(?=key)()/g })).to.deep.equal([]);
  });
  it('is found each time, from left to right', () => {
    expect(found({ pattern: /\b[a-f]{3}\b/g })).to.deep.equal(['abc', 'def']);
  });
});

describe('what a rule asks of a secret', () => {
  it('more entropy than its bound, not as much', () => {
    const rules = [rule({ pattern: /t_(\w+)/g, minEntropy: 2 })];
    expect(ids(rules, 't_abcd')).to.deep.equal([]);
    expect(ids(rules, 't_abcde')).to.deep.equal(['token']);
  });

  it('the path that it is about', () => {
    const rules = [rule({ pattern: /\d{4}/g, path: /\.env$/ })];
    expect(ids(rules, '1234', 'a/.env')).to.deep.equal(['token']);
    expect(ids(rules, '1234', 'a/.envrc')).to.deep.equal([]);
  });

  it('of a generic value, that it looks like a secret', () => {
    const rules = [rule({ pattern: /password: (\S+)/g, keywords: ['password'], isGeneric: true })];
    expect(ids(rules, 'password: Zq8-1mPw0xT')).to.deep.equal(['token']);
    expect(ids(rules, 'password: ${PASSWORD}')).to.deep.equal([]);
  });

  it('the proof that the token carries in itself', () => {
    const rules = [rule({ pattern: /\b\d{16}\b/g, check: 'luhn' })];
    expect(ids(rules, '4000 4000000000000002')).to.deep.equal(['token']);
    expect(ids(rules, '4000000000000003')).to.deep.equal([]);
  });

  it('findings of other rules near it', () => {
    const rules = [
      rule({ id: 'pair', pattern: /secret=(\w+)/g, required: [{ rule: 'id', lines: 1 }] }),
      rule({ id: 'id', pattern: /id=(\w+)/g, keywords: ['id'], isSilent: true }),
    ];
    expect(ids(rules, 'id=abc\nsecret=def')).to.deep.equal(['pair']);
    expect(ids(rules, 'secret=def\nid=abc')).to.deep.equal(['pair']);
    expect(ids(rules, 'id=abc\n\nsecret=def')).to.deep.equal([]);
    expect(ids(rules, 'secret=def')).to.deep.equal([]);
    expect(ids(rules, 'id=abc')).to.deep.equal([]);
  });

  it('that they stand in columns as near, and all of them', () => {
    const rules = [
      rule({ id: 'pair', pattern: /secret=(\w+)/g, required: [{ rule: 'id', columns: 4 }, { rule: 'host' }] }),
      rule({ id: 'id', pattern: /id=(\w+)/g, isSilent: true }),
      rule({ id: 'host', pattern: /host=(\w+)/g, isSilent: true }),
    ];
    expect(ids(rules, 'host=a\nid=abc\n    secret=def')).to.deep.equal(['pair']);
    expect(ids(rules, 'host=a\nid=abc\n     secret=def')).to.deep.equal([]);
    expect(ids(rules, 'id=abc\n    secret=def')).to.deep.equal([]);
  });
});

describe('a rule without a pattern', () => {
  const rules = [rule({ id: 'key-file', title: 'a key', path: /(?:^|\/)id_rsa$/ })];

  it('is about the name of a file, and marks its beginning', () => {
    expect(search(rules, 'anything', 'home/id_rsa')[0]).to.deep.include({
      rule: 'key-file',
      start: 0,
      end: 0,
      preview: 'id_rsa',
    });
    expect(search(rules, 'anything', 'home/id_rsa.pub')).to.deep.equal([]);
  });
  it('finds an empty file, too', () => {
    expect(ids(rules, '', 'id_rsa')).to.deep.equal(['key-file']);
  });
  it('gives each file a fingerprint of its own', () => {
    const [one, other] = ['a/id_rsa', 'b/id_rsa'].map((path) => search(rules, '', path)[0]?.fingerprint);
    expect(one).not.to.equal(other);
  });
  it('heeds allowlists', () => {
    expect(ids(setOf(rules, [{ paths: [/^test\//] }]), '', 'test/id_rsa')).to.deep.equal([]);
  });
});

describe('an allowlist', () => {
  const text = 'user bob # sample\ntoken tok_abc1 in use\n';
  const token = rule({ pattern: /token (tok_\w+)/g, keywords: ['token'] });
  const admits = (list: Allowlist, file = 'src/a.txt', commit?: string): boolean => {
    const input = { path: file, text, ...(commit === undefined ? {} : { commit }) };
    return scannerOf([{ ...token, allowlists: [list] }]).search(input).findings.length === 0;
  };

  const cases: readonly (readonly [title: string, list: Allowlist, admitted: boolean])[] = [
    ['nothing', {}, false],
    ['a pattern of the secret', { patterns: [/^tok_abc/] }, true],
    ['a pattern of what stands around the secret', { patterns: [/token/] }, false],
    ['a pattern of the match', { patterns: [/^token tok/], target: 'match' }, true],
    ['a pattern of its line', { patterns: [/in use$/], target: 'line' }, true],
    ['a pattern of another line', { patterns: [/sample/], target: 'line' }, false],
    ['a word in the secret, whatever its case', { stopwords: ['abc'] }, true],
    ['another word', { stopwords: ['token'] }, false],
    ['a path', { paths: [/^src\//] }, true],
    ['another path', { paths: [/^test\//] }, false],
    ['one of two', { paths: [/^test\//], stopwords: ['abc'] }, true],
    ['all, of which one does not hold', { all: true, paths: [/^test\//], stopwords: ['abc'] }, false],
    ['all, which hold', { all: true, paths: [/^src\//], stopwords: ['abc'] }, true],
    ['all paths and patterns, of which no pattern holds', { all: true, paths: [/^src\//], patterns: [/xyz/] }, false],
  ];
  for (const [title, list, admitted] of cases) {
    it(`of ${title} ${admitted ? 'admits' : 'does not admit'} the finding`, () => {
      expect(admits(list)).to.equal(admitted);
    });
  }

  it('of commits admits what they brought', () => {
    const list = { commits: ['0A1b'] };
    expect([admits(list, 'a', '0a1B'), admits(list, 'a', '0a1c'), admits(list, 'a')]).to.deep.equal([
      true,
      false,
      false,
    ]);
  });

  it('with a global pattern answers the same each time', () => {
    const list = { patterns: [/tok/g], paths: [/x/g] };
    expect([admits(list), admits(list), admits(list)]).to.deep.equal([true, true, true]);
  });

  it('of the set is about all rules, or about those that it names', () => {
    const rules = [token, rule({ id: 'user', pattern: /user (\w+)/g })];
    const all = { patterns: [/./] };
    expect(ids(setOf(rules, [all]), text)).to.deep.equal([]);
    expect(ids(setOf(rules, [{ ...all, rules: ['user'] }]), text)).to.deep.equal(['token']);
  });
});

describe('two rules about one place', () => {
  const text = 'key: abcdefgh';
  const kept = (one: Partial<SecretRule>, other: Partial<SecretRule>): readonly string[] => {
    const rules = [rule({ id: 'one', pattern: /\w{8}/g, ...one }), rule({ id: 'other', pattern: /\w{8}/g, ...other })];
    return ids(rules, text);
  };

  it('are one finding: that of the surer one', () => {
    expect(kept({ confidence: 'likely' }, { confidence: 'certain' })).to.deep.equal(['other']);
    expect(kept({ confidence: 'likely' }, { confidence: 'possible' })).to.deep.equal(['one']);
  });
  it('or of the kind of token before the value that only stands under a name', () => {
    const generic = { isGeneric: true, pattern: /: (\w+)/g };
    expect(
      ids([rule({ id: 'generic', ...generic }), rule({ id: 'kind', pattern: /\w{8}/g })], 'key: Zq81mPw0'),
    ).to.deep.equal(['kind']);
  });
  it('or of the longer secret', () => {
    expect(kept({ pattern: /\w{4}/g }, {})).to.deep.equal(['other']);
  });
  it('or of the first in the set', () => {
    expect(kept({}, {})).to.deep.equal(['one']);
  });
  it('are two where the secrets only touch', () => {
    expect(kept({ pattern: /abcd/g }, { pattern: /efgh/g })).to.deep.equal(['one', 'other']);
  });
});

describe('the time for a text', () => {
  /** A clock that goes on by a millisecond each time that it is read. */
  const ticking = (): (() => number) => {
    let now = 0;
    return () => now++;
  };

  it('is told when it is over, with what was found until then', () => {
    const ports = { keyedHash: (text: string): string => text, clock: ticking() };
    const scanner = createTextScanner(setOf([rule({ pattern: /tok_\d+/g, keywords: ['tok_'] })]), ports, {
      budgetMs: 5,
    });
    const { findings, incomplete } = scanner.search({ path: 'a', text: 'tok_12345 '.repeat(100_000) });
    expect(findings.length).to.be.within(1, 99_999);
    expect(incomplete).to.match(/^5 ms are over when \d+ % of it were searched$/);
  });

  it('is told when it is over before rules without bounds were tried, or what is encoded', () => {
    const incomplete = (pattern: RegExp, text: string): string | undefined => {
      const ports = { keyedHash: (hashed: string): string => hashed, clock: ticking() };
      return createTextScanner(setOf([rule({ pattern })]), ports, { budgetMs: 5 }).search({ path: 'a', text })
        .incomplete;
    };
    expect(incomplete(/\d/g, '1'.repeat(100_000))).to.equal('5 ms are over before all rules were tried on it');
    const encoded = `${Buffer.from('12345 67890 '.repeat(20)).toString('base64')} `.repeat(100);
    expect(incomplete(/\d{5} /g, encoded)).to.equal('5 ms are over before all that is encoded in it was searched');
  });

  it('does not run out on a text that is searched in time', () => {
    expect(scannerOf([rule({ pattern: /a/g })]).search({ path: 'a', text: 'a' })).not.to.have.property('incomplete');
  });
});
