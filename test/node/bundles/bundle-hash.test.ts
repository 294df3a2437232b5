import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { hashBytes, hashJson, isHashAlgorithm } from '../../../src/node/bundles/bundle-hash.ts';
import { findProgram } from '../../support/programs.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const hash = (json: string): string | undefined => hashJson('SHA-256', Buffer.from(json));

describe('hashJson', () => {
  it('gives what opa 1.22 gave for the same files', () => {
    const data = String.raw`{"x": 1.0, "y": "a<b\u2028é", "big": 12345678901234567890123}`;
    expect(hash(`${data}\n`)).to.equal('f0310e4a64082a6079cac97de236808abbb52cbfc77e1961b3a5222ef6efdfc9');
    const manifest = '{"revision":"r1","roots":["foo","a"],"rego_version":1,"file_rego_versions":{"/foo/v0*.rego":0}}';
    expect(hash(manifest)).to.equal('4b71b04c6a100c19b511b311a629671ce43640937330ccbf5701469ff4c5eac6');
    const module = 'package foo\n\ndeny contains "x" if input.bad\n';
    expect(hashBytes('SHA-256', Buffer.from(module))).to.equal(
      'e00e597eb8d6f1456ad3f0e4dd2f43727744a5c391dd90feef278f4926365ab0',
    );
  });

  it('hears what is said, and not how it is written', () => {
    expect(hash(' { "b" : [ 1 , 2 ] ,\n"a":null} ')).to.equal(hash('{"a":null,"b":[1,2]}'));
    expect(hash(String.raw`"\u0041\/"`)).to.equal(hash('"A/"'));
    expect(hash('\ufeff{}')).to.equal(hash('{}'));
  });

  it('hears every difference', () => {
    const texts = [
      '1',
      '1.0',
      '"1"',
      '[1]',
      '[[1]]',
      '{"a":1}',
      '{"a":"1"}',
      '{"b":1}',
      '[1,2]',
      '[2,1]',
      '[12]',
      'null',
      '{}',
      '[]',
      '""',
      'true',
    ];
    expect(new Set(texts.map(hash)).size).to.equal(texts.length);
  });

  it('takes keys in the order of their bytes, as Go does', () => {
    // As UTF-16 the second of these comes first.
    expect(hash('{"\uffee":1,"\u{10000}":2}')).to.equal(hash('{"\u{10000}":2,"\uffee":1}'));
  });

  it('knows what is no JSON', () => {
    for (const text of ['', '{', '{"a":1}x', "{'a':1}", 'a: 1', '[1,]']) expect(hash(text), text).to.equal(undefined);
    expect(hashJson('SHA-256', Buffer.from([0x22, 0xff, 0x22]))).to.equal(undefined);
    expect(hash(`${'['.repeat(2000)}${']'.repeat(2000)}`)).to.equal(undefined);
  });

  it('takes no algorithm that vouches for nothing', () => {
    expect(['SHA-256', 'SHA-512-256', 'SHA-1', 'MD5', 'none', 'constructor'].map(isHashAlgorithm)).to.deep.equal([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

const OPA = findProgram(['opa'], 'SLUICE_TEST_OPA');

describe(`hashJson beside opa${OPA === undefined ? ' (there is no opa on the PATH)' : ''}`, () => {
  (OPA === undefined ? it.skip : it)('agrees on anything', function agrees() {
    this.timeout(60_000);
    using folder = temporaryFolder();
    const texts = fc.sample(fc.json({ maxDepth: 4, noUnicodeString: false }), { numRuns: 300, seed: 7 });
    for (const [index, text] of texts.entries()) folder.write(`b/d${index}/data.json`, text);
    folder.write('key', 'secret');
    execFileSync(
      OPA ?? '',
      ['sign', '--bundle', '.', '--signing-key', folder.at('key'), '--signing-alg', 'HS256', '-o', folder.path],
      { cwd: folder.at('b') },
    );
    const { signatures }: { signatures: readonly string[] } = JSON.parse(
      readFileSync(folder.at('.signatures.json'), 'utf8'),
    );
    const payload = Buffer.from(signatures[0]?.split('.')[1] ?? '', 'base64url').toString('utf8');
    const { files }: { files: readonly { readonly name: string; readonly hash: string }[] } = JSON.parse(payload);
    expect(files).to.have.length(texts.length);
    for (const { name, hash: expected } of files) {
      const text = readFileSync(folder.at(`b/${name}`));
      expect(hashJson('SHA-256', text), text.toString('utf8')).to.equal(expected);
    }
  });
});
