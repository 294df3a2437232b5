import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { before, describe, it } from 'mocha';
import { parseDocuments } from '../../../src/core/documents/parse-documents.ts';
import { artefactPath } from '../../../src/node/engine/engine-artefact.ts';
import { loadRegoEngine, type RegoEngine } from '../../../src/node/engine/rego-engine.ts';
import { packageRoot } from '../../../src/node/package-root.ts';
import { canonicalJson } from './support/canonical-json.ts';
import { deviationOf } from './support/deviations.ts';
import { edited, scrambledTexts, structuredTexts } from './support/yaml-texts.ts';

const CORPUS = path.join(packageRoot(), '..', 'shared', 'corpus');
const FIXED_SEED = 20_260_101;
const GENERATED = 2000;

/** What came of a number of texts: how many agreed, and which deviation explains each of the others. */
interface Tally {
  agreed: number;
  refused: number;
  readonly deviations: Map<string, number>;
}

describe('documents, against the YAML reader of Kubernetes', function () {
  this.timeout(120_000);
  const hasEngine = existsSync(artefactPath('engine'));
  const randomSeed = Date.now() % 2 ** 31;
  let engine: RegoEngine;

  before(function () {
    if (hasEngine) engine = loadRegoEngine();
  });

  const texts: Readonly<Record<string, fc.Arbitrary<string>>> = {
    'structured texts': structuredTexts,
    'structured texts with changes': edited(structuredTexts),
    'pieces at random': scrambledTexts,
  };
  for (const [name, arbitrary] of Object.entries(texts)) {
    for (const seed of [FIXED_SEED, randomSeed]) {
      const title = `agree on ${name} (${seed === FIXED_SEED ? 'fixed' : 'random'} seed)`;
      if (!hasEngine) it.skip(`${title}: the engine is not built`);
      else it(title, () => compareAll(fc.sample(arbitrary, { seed, numRuns: GENERATED }), `${name}, seed ${seed}`));
    }
  }

  if (!hasEngine || !existsSync(CORPUS)) it.skip('agree on real manifests: the engine or ../shared/corpus is missing');
  else {
    const manifests = manifestTexts();
    it('agree on every file of ../shared/corpus', () => {
      const { deviations } = compareAll(manifests, 'corpus');
      expect([...deviations]).to.deep.equal([]);
    });

    it('agree on real manifests with changes', () => {
      const short = manifests.filter((text) => text.length < 3000);
      const changed = fc.sample(edited(fc.constantFrom(...short)), { seed: randomSeed, numRuns: GENERATED });
      compareAll(changed, `corpus with changes, seed ${randomSeed}`);
    });
  }

  function compareAll(all: readonly string[], name: string): Tally {
    const tally: Tally = { agreed: 0, refused: 0, deviations: new Map() };
    for (const text of all) compare(engine, text, tally);
    const rest = [...tally.deviations].map(([deviation, count]) => `, ${deviation}: ${count}`).join('');
    console.log(
      `      ${name}: ${all.length} texts, ${tally.agreed} read alike, ${tally.refused} refused alike${rest}`,
    );
    return tally;
  }
});

function manifestTexts(): readonly string[] {
  const files = readdirSync(CORPUS, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files
    .filter(({ name }) => /\.ya?ml$/.test(name))
    .map(({ parentPath, name }) => readFileSync(path.join(parentPath, name), 'utf8'));
}

function compare(engine: RegoEngine, text: string, tally: Tally): void {
  const parsed = parseDocuments(text);
  const ours = parsed.documents.map(({ json }) => canonicalJson(json));
  const answers = engine.parseYaml(text);
  const theirs = answers
    .flatMap((answer) => (answer.kind === 'document' ? [canonicalOrAmbiguous(answer.json)] : []))
    .filter((json) => json !== 'null');
  const theyRefuse = answers.some(({ kind }) => kind === 'error');
  const weRefuse = parsed.faults.length > 0;
  if (JSON.stringify(ours) === JSON.stringify(theirs) && weRefuse === theyRefuse) {
    tally[weRefuse ? 'refused' : 'agreed'] += 1;
    return;
  }
  const deviation = deviationOf(text, parsed);
  const summary = { text, ours, theirs, faults: parsed.faults, errors: answers.filter(({ kind }) => kind === 'error') };
  expect(deviation, `a disagreement that is in no list: ${JSON.stringify(summary)}`).not.to.equal(undefined);
  // Whatever Kubernetes would see, we have seen too, or have said that we have not.
  expect(weRefuse || theirs.every((json) => ours.includes(json)), JSON.stringify(summary)).to.equal(true);
  const { name = '' } = deviation ?? {};
  tally.deviations.set(name, (tally.deviations.get(name) ?? 0) + 1);
}

/** Keys that become equal in JSON leave two members of one name, of which Go picks either. */
function canonicalOrAmbiguous(json: string): string {
  try {
    return canonicalJson(json);
  } catch (error) {
    return `ambiguous: ${String(error)}`;
  }
}
