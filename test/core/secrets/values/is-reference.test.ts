import { expect } from 'chai';
import { describe, it } from 'mocha';
import { isReference } from '../../../../src/core/secrets/values/is-reference.ts';

const REFERENCES: Readonly<Record<string, readonly string[]>> = {
  'nothing at all': ['', '  \n'],
  '1Password': ['op://vault/item/field', 'op://Private Vault/My Item/section/field'],
  vals: ['ref+vault://secret/data/a#/b', 'ref+awsssm://a/b', 'secretref+gcpsecrets://p/s'],
  'bank-vaults': ['vault:secret/data/a#B', '>>vault:secret/data/a#b', 'vault:secret/data/a#${.b}'],
  'argocd-vault-plugin': ['<password>', '<path:secret/data/a#b>', '<path:secret/data/a#b | base64encode>'],
  'variables of shells and tools': [
    '${VAR}',
    '$(VAR)',
    '$VAR',
    '${VAR:-}',
    '${VAR:=}',
    '${VAR:?say so}',
    '$$VAR',
    '$${VAR}',
    '${var.password}',
    '${file:/a.properties:b}',
  ],
  'the image updater of Argo CD': ['pullsecret:argocd/registry', 'ext:/scripts/login.sh'],
  'what Maven encrypted': ['{jSMOWnoPFgsHVpMvz5VrIt5kRbzGpI8u+9EF1iFQyJQ=}'],
  templates: [
    '{{ .Values.a | b64enc | quote }}',
    '{{a}}{{b}}',
    '${{ secrets.TOKEN }}',
    '{% raw %}',
    '<%= a %>',
    "{{ lookup('env', 'A') }}",
  ],
  'marks of other tools': ['((a/b))', '#{a.b}#', '#{a}', '%VAR%', '@@var@@', '__VAR__', '%(var)s', "[parameters('a')]"],
  'secret managers': [
    'arn:aws:secretsmanager:eu-west-1:123456789012:secret:a-AbCdEf',
    'awsssm:///a/b',
    'azurekeyvault://vault/secrets/a',
    'akeyless:/a/b',
    'projects/p/secrets/s/versions/latest',
    'sm://project/secret',
    '@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/a/)',
    '{{resolve:secretsmanager:a:SecretString:b}}',
  ],
  'what is encrypted': [
    'ENC[AES256_GCM,data:QUJD,iv:QUJD,tag:QUJD,type:str]',
    'ENC[PKCS7,MIIB]',
    'ENC(QUJDREVG)',
    '{cipher}AQB1',
    '$ANSIBLE_VAULT;1.1;AES256\n6162',
    '-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n-----END AGE ENCRYPTED FILE-----',
    'vault:v1:QUJDREVG',
  ],
  'text around references that is no secret': [
    'postgres://${USER}:${PASSWORD}@db:5432/app?sslmode=require',
    'postgres://app:$(PASSWORD)@db/app',
    'https://<user>:<password>@repo.example.com/simple',
    'Bearer ${TOKEN}',
    'Server=db;User Id=sa;Password=${PASSWORD};',
    'jdbc:mysql://db/a?user=a&password=${PASSWORD}',
  ],
};

const LITERALS: readonly string[] = [
  'hunter2',
  'changeme',
  'pa$$word1',
  'admin${SUFFIX}',
  '${PASSWORD:-hunter2}',
  '${PASSWORD:hunter2}',
  'postgres://app:hunter2@${HOST}/app',
  'postgres://${USER}:hunter2@db/app',
  'https://${HOST}/a?token=abcdef',
  'Server=${HOST};Password=hunter2',
  'ENC[AES256_GCM,data:later]',
  'auth.users=me:$$apr1$$x1y2z3w4$$Ab3dE6gH9jK2mN5pQ8sTu/',
  'vault',
  'pass:word',
  '-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----',
  '<settings><password>hunter2</password></settings>',
  'p@ss@word',
];

describe('isReference', () => {
  for (const [what, values] of Object.entries(REFERENCES)) {
    it(`knows ${what}`, () => {
      for (const value of values) expect(isReference(value), value).to.equal(true);
    });
  }
  it('is not deceived by what a secret may hold', () => {
    for (const value of LITERALS) expect(isReference(value), value).to.equal(false);
  });
  it('ends quickly on long texts', () => {
    for (const part of ['${', '{{', '<a', '$a', '@a', '((', 'a:/'])
      expect(isReference(part.repeat(20_000))).to.be.a('boolean');
  }).timeout(5000);
});
