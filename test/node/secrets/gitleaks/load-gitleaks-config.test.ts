import { expect } from 'chai';
import { symlinkSync } from 'node:fs';
import { describe, it } from 'mocha';
import type { RuleSet } from '../../../../src/core/secrets/rule.ts';
import { findGitleaksConfig } from '../../../../src/node/secrets/gitleaks/find-gitleaks-config.ts';
import { type GitleaksConfig, loadGitleaksConfig } from '../../../../src/node/secrets/gitleaks/load-gitleaks-config.ts';
import { rejection } from '../../../support/rejection.ts';
import { temporaryFolder, type TemporaryFolder } from '../../../support/temporary-folder.ts';

const RULE = "[[rules]]\nid = 'acme'\nregex = '''acme_(\\w+)'''\n";

const OWN: RuleSet = {
  rules: [
    {
      id: 'github-personal-access-token',
      title: 'a token',
      confidence: 'certain',
      pattern: /ghp_\w{36}/g,
      keywords: ['ghp_'],
    },
    { id: 'own', title: 'one of ours', confidence: 'likely', pattern: /own_(\w+)/g, keywords: ['own_'], check: 'luhn' },
  ],
  allowlists: [{ stopwords: ['example'] }],
};

function load(folder: TemporaryFolder, files: Readonly<Record<string, string>>): Promise<GitleaksConfig> {
  for (const [name, content] of Object.entries(files)) folder.write(name, content);
  return loadGitleaksConfig({ root: folder.path, file: '.gitleaks.toml', ownRules: () => OWN });
}

const loadOne = (folder: TemporaryFolder, content: string): Promise<GitleaksConfig> =>
  load(folder, { '.gitleaks.toml': content });

const idsOf = ({ rules }: GitleaksConfig): readonly string[] => rules.rules.map(({ id }) => id).sort();

describe('a .gitleaks.toml', () => {
  it('is found at the root', () => {
    using folder = temporaryFolder();
    expect(findGitleaksConfig(folder.path)).to.equal(undefined);
    const file = folder.write('.gitleaks.toml', '');
    expect(findGitleaksConfig(folder.path)).to.equal(file);
  });

  it('without useDefault brings its own rules and no others', async () => {
    using folder = temporaryFolder();
    const config = await loadOne(folder, `${RULE}description = "A key\\nof ACME."\n`);
    expect(config).to.include({ usesDefault: false });
    expect(idsOf(config)).to.deep.equal(['acme']);
    expect(config.rules.rules[0]).to.include({ title: 'A key of ACME', confidence: 'likely' });
  });

  it('with useDefault brings our rules in the place of those of gitleaks', async () => {
    using folder = temporaryFolder();
    const config = await loadOne(folder, `[extend]\nuseDefault = true\n${RULE}`);
    expect(config).to.include({ usesDefault: true });
    expect(idsOf(config)).to.deep.equal(['acme', 'github-personal-access-token', 'own']);
    expect(config.rules.allowlists).to.deep.include({ stopwords: ['example'] });
  });

  it('disables our rules by the ids of gitleaks, and by ours', async () => {
    using folder = temporaryFolder();
    const config = await loadOne(
      folder,
      "[extend]\nuseDefault = true\ndisabledRules = ['github-pat', 'own', 'age-secret-key', 'nosuch']\n",
    );
    expect(idsOf(config)).to.deep.equal([]);
    expect(config.disabled).to.deep.equal(['github-pat', 'own', 'age-secret-key', 'nosuch']);
    expect(config.notices).to.deep.equal([
      '.gitleaks.toml:3:57: no such rule is in what this file extends: nothing is disabled',
    ]);
  });

  it('changes our rules by the ids of gitleaks', async () => {
    using folder = temporaryFolder();
    const config = await loadOne(
      folder,
      "[extend]\nuseDefault = true\n[[rules]]\nid = 'github-pat'\nentropy = 3\n[[rules.allowlists]]\nstopwords = ['TEST']\n",
    );
    const rule = config.rules.rules.find(({ id }) => id === 'github-personal-access-token');
    expect(rule).to.deep.include({ confidence: 'certain', minEntropy: 3, allowlists: [{ stopwords: ['test'] }] });
    expect(String(rule?.pattern)).to.equal('/ghp_\\w{36}/g');
  });

  it('puts an expression of its own in the place of our rules, without what belonged to them', async () => {
    using folder = temporaryFolder();
    const config = await loadOne(
      folder,
      "[extend]\nuseDefault = true\n[[rules]]\nid = 'own'\nregex = 'mine'\nkeywords = ['min']\n",
    );
    const rule = config.rules.rules.find(({ id }) => id === 'own');
    expect(rule).to.deep.include({ title: 'one of ours', keywords: [] });
    expect(rule).to.not.have.any.keys('check');
  });

  it('says where it changes what sluice does not have', async () => {
    using folder = temporaryFolder();
    const config = await loadOne(
      folder,
      "[extend]\nuseDefault = true\n[[rules]]\nid = 'gitlab-pat'\nentropy = 3\n[[allowlists]]\ntargetRules = ['vault-batch-token']\nstopwords = ['x']\n",
    );
    expect(config.notices).to.have.lengthOf(2);
    expect(config.notices[0]).to.match(/^\.gitleaks\.toml:3:1: sluice has no rule/);
    expect(config.notices[1]).to.match(/^\.gitleaks\.toml:7:16: sluice has no rule/);
  });

  it('tells every fault at once, with its place', async () => {
    using folder = temporaryFolder();
    const { code, message } = await rejection(
      loadOne(
        folder,
        `minVersion = "newest"
[extend]
path = "nowhere.toml"
[[rules]]
regex = '(['
[[rules]]
id = 'b'
[[rules]]
id = 'c'
regex = 'a(b'
path = 'x**'
secretGroup = 'one'
keywords = [{ a = 1 }]
[[rules]]
id = 'd'
regex = 'a(b)'
secretGroup = 2
[[rules.required]]
withinLines = 1
[[rules.required]]
id = 'nosuch'
[[rules.allowlists]]
condition = 'XOR'
regexTarget = 'file'
[rules.allowlist]
paths = ['a', '[']
[[allowlists]]
targetRules = ['nosuch']
commits = ['a']
`,
      ),
    );
    expect(code).to.equal('CONFIG_INVALID');
    const places = message.split('\n').map((line) => line.split(':').slice(0, 3).join(':'));
    const expected = [
      '1:1',
      '3:1',
      '4:1',
      '5:1',
      '10:1',
      '11:1',
      '12:1',
      '13:13',
      '6:1',
      '14:1',
      '18:1',
      '21:1',
      '23:1',
      '24:1',
      '22:1',
      '25:1',
      '26:15',
      '28:16',
    ];
    expect(places.sort()).to.deep.equal(expected.map((place) => `.gitleaks.toml:${place}`).sort());
    expect(message).to.include('no expression of Go: a group that is not closed: ) is missing (at character 2)');
  });

  it('tells of keys that gitleaks does not know, and goes on', async () => {
    using folder = temporaryFolder();
    const { notices } = await loadOne(folder, `${RULE}severity = 'high'\n[other]\na = 1\n`);
    expect(notices).to.deep.equal([
      '.gitleaks.toml:4:1: "severity" is no key of gitleaks here and has no effect',
      '.gitleaks.toml:5:1: "other" is no key of gitleaks here and has no effect',
    ]);
  });

  it('tells where broken TOML is broken, and nothing of what stands there', async () => {
    using folder = temporaryFolder();
    const { message } = await rejection(loadOne(folder, `${RULE}stopwords = ["hunter2"\nx = hunter3\n`));
    expect(message).to.match(/^\.gitleaks\.toml:5:\d+: /);
    expect(message).to.not.match(/hunter/);
  });

  it('tells nothing of the expressions and words that it refuses', async () => {
    using folder = temporaryFolder();
    const { message } = await rejection(
      loadOne(folder, `${RULE}[[rules.allowlists]]\nregexes = ['hunter2[']\ncondition = 'hunter3'\n`),
    );
    expect(message).to.not.match(/hunter/);
  });

  for (const [name, extended] of [
    ['by its path', '../outside.toml'],
    ['by a link', 'link.toml'],
  ] as const) {
    it(`reads nothing outside of the repository: ${name}`, async () => {
      using outer = temporaryFolder();
      outer.write('outside.toml', RULE);
      const root = outer.at('repository');
      outer.write('repository/.gitleaks.toml', `[extend]\npath = '${extended}'\n`);
      symlinkSync(outer.at('outside.toml'), outer.at('repository/link.toml'));
      const { message } = await rejection(loadGitleaksConfig({ root, file: '.gitleaks.toml', ownRules: () => OWN }));
      expect(message).to.equal('.gitleaks.toml:2:1: the file lies outside of the repository; put it inside');
    });
  }

  it('goes as far as gitleaks along files that extend each other, also in a circle', async () => {
    using folder = temporaryFolder();
    const config = await load(folder, {
      '.gitleaks.toml': `[extend]\npath = 'b.toml'\n${RULE}`,
      'b.toml': "[extend]\npath = '.gitleaks.toml'\n[[rules]]\nid = 'b'\nregex = 'b'\n",
    });
    expect(idsOf(config)).to.deep.equal(['acme', 'b']);
    expect(config.notices.join('\n')).to.include('gitleaks goes no further');
  });

  it('names the extended file in which a fault is', async () => {
    using folder = temporaryFolder();
    const { message } = await rejection(
      load(folder, { '.gitleaks.toml': "[extend]\npath = 'conf/b.toml'\n", 'conf/b.toml': "\n[[rules]]\nid = 'b'\n" }),
    );
    expect(message).to.equal('conf/b.toml:2:1: a rule needs a regex or a path');
  });

  it('leaves the files of rules themselves out of the search', async () => {
    using folder = temporaryFolder();
    const { rules } = await load(folder, { '.gitleaks.toml': "[extend]\npath = 'b+.toml'\n", 'b+.toml': RULE });
    const paths = rules.allowlists.flatMap((list) => list.paths ?? []);
    expect(['.gitleaks.toml', 'b+.toml'].every((file) => paths.some((path) => path.test(file)))).to.equal(true);
    expect(paths.some((path) => path.test('xgitleaks.toml') || path.test('a/b+.toml'))).to.equal(false);
  });

  it('is refused when it is no UTF-8, too large or not there', async () => {
    using folder = temporaryFolder();
    const loading = (): Promise<GitleaksConfig> =>
      loadGitleaksConfig({ root: folder.path, file: '.gitleaks.toml', ownRules: () => OWN });
    expect((await rejection(loading())).message).to.match(/cannot read the config \.gitleaks\.toml/);
    folder.write('.gitleaks.toml', new Uint8Array([0x61, 0xff]));
    expect((await rejection(loading())).code).to.equal('CONFIG_INVALID');
    folder.write('.gitleaks.toml', `# ${'x'.repeat(1024 * 1024)}`);
    expect((await rejection(loading())).message).to.include('larger than 1 MiB');
  });
});
