import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'mocha';
import { parse } from 'smol-toml';
import { isGitleaksRule } from '../../../src/core/secrets/gitleaks/gitleaks-rules.ts';
import { isJsonObject } from '../../../src/core/model/json.ts';
import { packageRoot } from '../../../src/node/package-root.ts';
import { loadGitleaksConfig } from '../../../src/node/secrets/gitleaks/load-gitleaks-config.ts';
import { createDice } from '../../support/dice.ts';
import {
  findWithGitleaks,
  findWithSluice,
  gitleaksProgram,
  type PlacedSecret,
  placeText,
  withoutGenericDoubles,
} from '../../support/gitleaks.ts';
import { findProgram } from '../../support/programs.ts';
import { sampleGoRegex } from '../../support/sample-go-regex.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const MODULE = 'github.com/zricethezav/gitleaks/v8@v8.30.1';
const SEED = 20_260_102;
const SAMPLES = 5;
const gitleaks = gitleaksProgram();
const config = defaultConfig();
const missing = config === undefined ? 'no module of gitleaks to be had' : gitleaks === undefined ? 'no gitleaks' : '';

// The config is read where Go keeps it, and never becomes a part of this project.
describe("gitleaks' default config, against the real one", function () {
  this.timeout(300_000);

  it(
    named('says what it says to gitleaks: 222 rules, and nothing without effect', config === undefined),
    async function () {
      if (config === undefined) return this.skip();
      const { rules, notices } = await loadGitleaksConfig({ root: '/', file: config });
      expect(rules.rules).to.have.lengthOf(222);
      expect(notices).to.deep.equal([]);
      expect(rules.rules.filter(({ id }) => !isGitleaksRule(id)).map(({ id }) => id)).to.deep.equal([]);
      return undefined;
    },
  );

  it(named('finds the same in texts made from its rules', missing !== ''), async function () {
    if (config === undefined || gitleaks === undefined) return this.skip();
    using folder = temporaryFolder();
    writeSamples(folder.path, config);
    const theirs = findWithGitleaks(gitleaks, folder.path, config);
    expect(theirs.length).to.be.greaterThan(500);
    expect(sorted(folder.path, await findWithSluice(folder.path, '/', config))).to.deep.equal(
      sorted(folder.path, theirs),
    );
    return undefined;
  });

  const corpus = path.join(packageRoot(), '..', 'shared', 'corpus');
  it(named('finds the same in trees of manifests', missing !== '' || !existsSync(corpus)), async function () {
    if (config === undefined || gitleaks === undefined || !existsSync(corpus)) return this.skip();
    const theirs = findWithGitleaks(gitleaks, corpus, config);
    expect(theirs.length).to.be.greaterThan(0);
    expect(sorted(corpus, await findWithSluice(corpus, '/', config))).to.deep.equal(sorted(corpus, theirs));
    return undefined;
  });
});

function named(name: string, isSkipped: boolean): string {
  return isSkipped ? `${name} (skipped: ${missing === '' ? 'no corpus here' : missing})` : name;
}

const sorted = (folder: string, secrets: readonly PlacedSecret[]): readonly string[] => [
  ...new Set(withoutGenericDoubles(folder, secrets).map(placeText).sort()),
];

/** Undefined where there is no Go, or no way to the module. */
function defaultConfig(): string | undefined {
  const go = findProgram(['go']);
  if (go === undefined) return undefined;
  const { status, stdout } = spawnSync(go, ['mod', 'download', '-json', MODULE], { cwd: '/', encoding: 'utf8' });
  if (status !== 0) return undefined;
  const answer: unknown = JSON.parse(stdout);
  const folder = isJsonObject(answer) ? answer['Dir'] : undefined;
  const file = typeof folder === 'string' ? path.join(folder, 'config', 'gitleaks.toml') : '';
  return existsSync(file) ? file : undefined;
}

/** One small file for each rule: gitleaks takes large ones apart, and looks for keywords in each part. */
function writeSamples(folder: string, config: string): void {
  const dice = createDice(SEED);
  const { rules } = parse(readFileSync(config, 'utf8'));
  for (const rule of Array.isArray(rules) ? rules : []) {
    if (!isJsonObject(rule) || typeof rule['regex'] !== 'string' || typeof rule['id'] !== 'string') continue;
    const { regex } = rule;
    const lines = Array.from(
      { length: SAMPLES },
      () => `a: "${sampleGoRegex(regex, dice.below)}"\nb = ${sampleGoRegex(regex, dice.below)}\n`,
    );
    mkdirSync(path.join(folder, 'config'), { recursive: true });
    // Some rules are about YAML alone.
    writeFileSync(path.join(folder, 'config', `${rule['id']}.yaml`), `# ${rule['id']}\n${lines.join('\n')}`);
  }
}
