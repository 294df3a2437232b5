import { expect } from 'chai';
import { describe, it } from 'mocha';
import { bytesOfText } from '../../../src/core/secrets/bytes-of-text.ts';
import { compileGoRegex } from '../../../src/core/secrets/gitleaks/go-regex/compile-go-regex.ts';
import { LinearRegExp } from '../../../src/core/secrets/gitleaks/go-regex/linear/linear-reg-exp.ts';
import { parseGoRegex } from '../../../src/core/secrets/gitleaks/go-regex/parse-go-regex.ts';
import { GoRegexError } from '../../../src/core/secrets/gitleaks/go-regex/syntax.ts';
import { loadRegoEngine, type RegoEngine } from '../../../src/node/engine/rego-engine.ts';
import { type GoRegexCase, goRegexCases } from './go-regex-cases.ts';

const FIXED_SEED = 20_260_101;
const EXPRESSIONS = Number(process.env['SLUICE_TEST_EXPRESSIONS'] ?? 1000);

describe("expressions of Go in JavaScript, against Go's own", function () {
  this.timeout(600_000);
  const randomSeed = Date.now() % 2 ** 31;
  let engine: RegoEngine;

  before(() => {
    engine = loadRegoEngine();
    console.log(`expressions fuzz: random seed ${randomSeed}`);
  });

  for (const seed of [FIXED_SEED, randomSeed]) {
    it(`match the same with the same groups, ${EXPRESSIONS} of them (${seed === FIXED_SEED ? 'fixed' : 'random'} seed)`, () => {
      let matches = 0;
      for (const one of goRegexCases(seed, EXPRESSIONS)) matches += compare(engine, one);
      expect(matches, 'number of matches that were compared').to.be.greaterThan(EXPRESSIONS);
    });
  }
});

/** Holds every engine that an expression can have against Go's answers; gives the number of matches. */
function compare(engine: RegoEngine, { expression, texts }: GoRegexCase): number {
  const wanted = texts.map((text) => askGo(engine, expression, text));
  if (wanted.includes(undefined)) {
    expect(() => compileGoRegex(expression), expression).to.throw(GoRegexError);
    return 0;
  }
  const own = compileGoRegex(expression, { isGlobal: true });
  const engines = [own, new LinearRegExp(own.source, 'g', parseGoRegex(expression))];
  for (const [index, text] of texts.entries()) {
    for (const pattern of engines)
      expect(matchesOf(pattern, bytesOfText(text)), `${expression} in ${JSON.stringify(text)}`).to.deep.equal(
        wanted[index],
      );
  }
  return wanted.reduce((sum, found) => sum + (found?.length ?? 0), 0);
}

/** Undefined when Go refuses the expression. Matches of nothing are left out: they are no findings. */
function askGo(engine: RegoEngine, expression: string, text: string): readonly (readonly string[])[] | undefined {
  const answer = engine.callBuiltin('regex.find_all_string_submatch_n', JSON.stringify([expression, text, -1]));
  if (answer.kind !== 'value') return undefined;
  const found: readonly (readonly string[])[] = JSON.parse(answer.term);
  return found.filter(([match]) => match !== '').map((groups) => groups.map(bytesOfText));
}

function matchesOf(pattern: RegExp, text: string): readonly (readonly string[])[] {
  const found: string[][] = [];
  for (let from = 0; from <= text.length;) {
    pattern.lastIndex = from;
    const match = pattern.exec(text);
    if (match === null) break;
    // Go has an empty text for a group that took no part.
    if (match[0] !== '') found.push(Array.from(match, (group: string | undefined) => group ?? ''));
    from = Math.max(match.index + match[0].length, match.index + 1);
  }
  return found;
}
