import { expect } from 'chai';
import { describe, it } from 'mocha';
import { readSopsConfig, sopsRuleFor } from '../../../../src/core/secrets/structure/sops/sops-rules.ts';
import { isEncryptedText } from '../../../../src/core/secrets/structure/sops/is-encrypted-text.ts';
import { findingsIn, object, PASSWORD, seenIn, valueOf } from './search-text.ts';

const ENC = 'ENC[AES256_GCM,data:QUJD,iv:QUJD,tag:QUJD,type:str]';
const block = (limits: string = 'unencrypted_suffix: _unencrypted'): string =>
  `sops: {age: [{recipient: age1abc, enc: x}], lastmodified: "2026-01-01T00:00:00Z", mac: "${ENC}", version: 3.9.4, ${limits}}\n`;

describe('A file of SOPS', () => {
  it('is clean when everything in its scope is encrypted', () => {
    expect(
      seenIn(`db: {password: "${ENC}", host: "${ENC}", empty: ""}\nport_unencrypted: 80\n${block()}`),
    ).to.deep.equal([]);
  });
  it('has a finding for each text that was added afterwards, whatever it is called', () => {
    expect(seenIn(`db: {password: "${ENC}", host: db.example.com}\n${block()}`)).to.deep.equal([
      'db.host sops-partially-encrypted certain',
    ]);
  });
  it('says of a number that it is only possible, and nothing of a reference', () => {
    expect(seenIn(`a: {b: "${ENC}", port: 80, c: "\${SECRET}"}\n${block()}`)).to.deep.equal([
      'a.port sops-partially-encrypted possible',
    ]);
  });
  for (const [limits, inScope] of [
    ['encrypted_regex: ^(data|stringData)$', ['data.a.x', 'stringData']],
    ['unencrypted_regex: ^(data|other)$', ['stringData', 'x_enc']],
    ['encrypted_suffix: _enc', ['x_enc']],
    ['unencrypted_suffix: a', ['other', 'x_enc']],
    ['encrypted_comment_regex: sops', []],
    ['encrypted_regex: "(?i)^STRINGDATA$"', ['stringData']],
  ] as const) {
    it(`goes by ${limits}`, () => {
      const seen = seenIn(`data: {a: {x: one}}\nother: two\nx_enc: three\nstringData: four\n${block(limits)}`);
      expect(seen.map((one) => one.split(' ', 1)[0])).to.deep.equal(inScope);
    });
  }
  it('may leave readable what identifies an object, unless limits say otherwise', () => {
    const secret = object('v1', 'Secret', `type: Opaque\ndata: {a: "${ENC}"}\n`);
    expect(seenIn(secret + block('key_groups: []'))).to.deep.equal([]);
  });
  it('is judged by what fields mean outside of its scope', () => {
    const secret = object('v1', 'Secret', `data: {a: "${ENC}"}\nstringData: {b: ${PASSWORD}}\n`);
    expect(seenIn(secret + block('encrypted_regex: ^data$'))).to.deep.equal([
      'stringData.b k8s-secret-plaintext certain',
    ]);
  });
  it('is no such file without a MAC, whatever the block says', () => {
    const unsealed = `a: "${ENC}"\nsops: {lastmodified: "2026-01-01T00:00:00Z", version: 3.9.4, mac: none}\n`;
    expect(seenIn(unsealed)).to.deep.equal(['sops sops-unsealed certain']);
  });
  it('is not what a chart has under the same word', () => {
    expect(seenIn('sops: {enabled: true, version: 3.9.4}\n')).to.deep.equal([]);
  });
});

describe('The rules of .sops.yaml', () => {
  const rules =
    'creation_rules:\n- path_regex: \\.sops\\.ya?ml$\n  encrypted_regex: ^(data|stringData)$\n- path_regex: ^apps/\n  encrypted_regex: ^data$\n';
  const search = (path: string, yaml: string): readonly string[] =>
    findingsIn(valueOf(yaml), { path, readFile: (file) => (file === '.sops.yaml' ? rules : undefined) }).map(
      ({ rule }) => rule,
    );
  const secret = object('v1', 'Secret', `stringData: {a: ${PASSWORD}}\n`);

  it('are asked in order, and the first that matches counts', () => {
    const { rules: parsed } = readSopsConfig(rules);
    expect(sopsRuleFor(parsed, 'apps/a.sops.yaml')?.limits.encryptedRegex?.source).to.equal('^(data|stringData)$');
    expect(sopsRuleFor(parsed, 'apps/a.yaml')?.limits.encryptedRegex?.source).to.equal('^data$');
    expect(sopsRuleFor(parsed, 'b.yaml')).to.equal(undefined);
  });
  it('are none in a file that says nothing of files', () => {
    for (const text of ['', '# later', 'destination_rules: []', 'creation_rules:', 'creation_rules: []'])
      expect(readSopsConfig(text), text).to.deep.equal({ rules: [], faults: [] });
  });
  it('are read as Go reads them', () => {
    const matches = (source: string, path: string): boolean => {
      const config = readSopsConfig(`creation_rules: [{path_regex: ${JSON.stringify(source)}}]`);
      expect(config.faults).to.deep.equal([]);
      return sopsRuleFor(config.rules, path) !== undefined;
    };
    expect(matches('(?i)SECRET', 'a/secret.yaml')).to.equal(true);
    expect(matches('a/(?i:SECRET)', 'a/secret.yaml')).to.equal(true);
    expect(matches('a/(?i:SECRET)', 'A/secret.yaml')).to.equal(false);
    expect(matches('\\.yaml\\z', 'a.yaml')).to.equal(true);
    expect(matches('^[[:alpha:]]+/(?P<name>.*)$', 'apps/a.yaml')).to.equal(true);
    expect(matches('^[[:alpha:]]+/', '1/a.yaml')).to.equal(false);
    expect(matches('^(a+)+$', `${'a'.repeat(200)}!`)).to.equal(false);
  });
  it('are told of where they cannot be understood, with their place; the others hold', () => {
    const problems = (text: string): readonly string[] =>
      readSopsConfig(text).faults.map(({ line, column, message }) => `${line}:${column} ${message}`);
    expect(problems('a: [')).to.have.lengthOf(1);
    expect(problems('- a')).to.deep.equal(['1:1 it is no mapping']);
    expect(problems('a: 1\ncreation_rules: 5')).to.deep.equal(['2:1 creation_rules is no list']);
    expect(problems('creation_rules:\n- age: a\n- 5')).to.deep.equal(['3:3 creation_rules[1] is no mapping']);
    const broken =
      'creation_rules:\n- path_regex: "*.yaml"\n  age: a\n- path_regex: (?=a)\n- encrypted_regex: ^(data$\n- path_regex: b\n';
    expect(problems(broken).map((text) => text.replace(/Go: .*/, 'Go'))).to.deep.equal([
      '2:3 creation_rules[0].path_regex is no regular expression of Go',
      '4:3 creation_rules[1].path_regex is no regular expression of Go',
      '5:3 creation_rules[2].encrypted_regex is no regular expression of Go',
    ]);
    expect(readSopsConfig(broken).rules).to.have.lengthOf(2);
  });
  it('find a file that nobody encrypted', () => {
    expect(search('a.sops.yaml', secret)).to.deep.equal(['sops-rule-unencrypted', 'k8s-secret-plaintext']);
    expect(search('other.yaml', secret)).to.deep.equal(['k8s-secret-plaintext']);
  });
  it('do not want a file encrypted that holds nothing in their scope, or only references', () => {
    expect(search('a.sops.yaml', object('v1', 'Namespace', 'spec: {finalizers: [kubernetes]}'))).to.deep.equal([]);
    expect(search('a.sops.yaml', object('v1', 'Secret', 'stringData: {a: "${SECRET}"}'))).to.deep.equal([]);
  });
  it('do not want a ConfigMap encrypted because they say how files of a folder would be', () => {
    expect(search('apps/a.yaml', object('v1', 'ConfigMap', 'data: {a: b}'))).to.deep.equal([]);
  });
  it('are those of the nearest folder above, and paths are relative to it', () => {
    const files: Readonly<Record<string, string>> = {
      'x/.sops.yaml': 'creation_rules: [{path_regex: ^secret/}]',
      '.sops.yaml': rules,
    };
    const seen = findingsIn(valueOf('a: b'), { path: 'x/secret/b.yaml', readFile: (file) => files[file] });
    expect(seen.map(({ rule, path }) => `${rule} ${path.join('.')}`)).to.deep.equal(['sops-rule-unencrypted a']);
  });
});

describe('isEncryptedText', () => {
  it('knows every format of SOPS, and what other tools encrypt whole', () => {
    for (const text of [
      `a: "${ENC}"\n${block()}`,
      `{"data": "${ENC}", "sops": {"mac": "${ENC}", "version": "3.9.4", "lastmodified": "x"}}`,
      `A=${ENC}\nsops_mac=${ENC}\nsops_version=3.9.4\n`,
      `[a]\nb = ${ENC}\n[sops]\nmac = ${ENC}\nversion = 3.9.4\n`,
      '$ANSIBLE_VAULT;1.1;AES256\n6162\n',
      '-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n-----END AGE ENCRYPTED FILE-----\n',
    ]) {
      expect(isEncryptedText(text), text.slice(0, 20)).to.equal(true);
    }
  });
  it('is not deceived by a word', () => {
    for (const text of [
      'a: b',
      'sops: {enabled: true}',
      'PASSWORD=a\nsops_mac=later\n',
      `a: b\n---\nc: "${ENC}"\n${block()}`,
    ]) {
      expect(isEncryptedText(text), text).to.equal(false);
    }
  });
});
