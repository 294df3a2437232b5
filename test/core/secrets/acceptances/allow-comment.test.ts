import { expect } from 'chai';
import { describe, it } from 'mocha';
import { parseAllowComment } from '../../../../src/core/secrets/acceptances/allow-comment.ts';

/** Taken apart, so that this file holds no comment that allows something. */
const MARK = ['sluice', 'allow'].join(':');
const WRITTEN = { by: 'sluice', rules: ['jwt'], reason: 'a test key', isAlone: true } as const;

describe('an allow comment', () => {
  for (const [language, line] of [
    ['YAML, shell and Python', `# ${MARK} jwt -- a test key`],
    ['C, Go, JavaScript and JSON with comments', `  // ${MARK} jwt -- a test key`],
    ['C, with an end', `/* ${MARK} jwt -- a test key */`],
    ['C, inside of a long one', ` * ${MARK} jwt -- a test key`],
    ['SQL, Lua and Haskell', `-- ${MARK} jwt -- a test key`],
    ['HTML and Markdown', `<!-- ${MARK} jwt -- a test key -->`],
    ['XML, which has no -- in comments', `<!-- ${MARK} jwt: a test key -->`],
    ['INI and Lisp', `; ${MARK} jwt -- a test key`],
    ['TeX and Erlang', `% ${MARK} jwt -- a test key`],
    ['Go templates and Helm', `{{- /* ${MARK} jwt -- a test key */ -}}`],
    ['Jinja', `{# ${MARK} jwt -- a test key #}`],
    ['a list of YAML', `- # ${MARK} jwt -- a test key`],
    ['a file with lines that end as on Windows', `# ${MARK} jwt -- a test key\r`],
    ['a comment that begins with something else', `# TODO ${MARK} jwt -- a test key`],
  ] as const) {
    it(`is read in ${language}`, () => {
      expect(parseAllowComment(line)).to.deep.equal(WRITTEN);
    });
  }

  it('stands behind what it allows, too', () => {
    const trailing = { ...WRITTEN, isAlone: false };
    for (const line of [
      `token: abc # ${MARK} jwt -- a test key`,
      `url: https://x.io/a  # ${MARK} jwt -- a test key`,
      `/* ${MARK} jwt -- a test key */ const token = 'abc';`,
    ]) {
      expect(parseAllowComment(line), line).to.deep.equal(trailing);
    }
  });

  it('names several rules, or all of them by the word "secrets"', () => {
    expect(parseAllowComment(`# ${MARK} jwt, aws.key private_key -- why`)).to.deep.include({
      rules: ['jwt', 'aws.key', 'private_key'],
    });
    expect(parseAllowComment(`# ${MARK} secrets -- why`)).to.deep.include({ rules: ['secrets'] });
  });

  it('has no reason when none is written, or none that says anything', () => {
    for (const line of [`# ${MARK} jwt`, `# ${MARK} jwt --`, `# ${MARK} jwt -- ...`, `<!-- ${MARK} jwt -->`]) {
      expect(parseAllowComment(line), line).to.deep.include({ rules: ['jwt'], reason: '' });
    }
  });

  it('is read from bytes as well as from text', () => {
    const line = `# ${MARK} jwt -- für Prüfungen`;
    const bytes = Buffer.from(line).toString('latin1');
    expect(parseAllowComment(bytes)).to.deep.equal(parseAllowComment(line));
    expect(parseAllowComment(bytes)).to.include({ reason: 'für Prüfungen' });
  });

  it('is none outside of a comment, nor as the beginning of another word', () => {
    for (const line of [
      `name: ${MARK} jwt -- why`,
      `a#${MARK} jwt -- why`,
      `# ${MARK}ed jwt -- why`,
      `# ${MARK}`.slice(0, -1),
    ]) {
      expect(parseAllowComment(line), line).to.equal(undefined);
    }
  });

  it('is read in linear time from a line of a megabyte', () => {
    const filler = '# -- : , '.repeat(120_000);
    expect(parseAllowComment(`${filler}${MARK} ${filler}`)).to.have.property('by', 'sluice');
    expect(parseAllowComment(`${'a'.repeat(1_000_000)}${MARK}`)).to.equal(undefined);
  });

  it('of another scanner is read as what it is', () => {
    expect(parseAllowComment('x = 1 // gitleaks:allow')).to.deep.equal({ by: 'gitleaks', isAboutNextLine: false });
    expect(parseAllowComment('x = 1  # pragma: allowlist secret')).to.deep.equal({
      by: 'detect-secrets',
      isAboutNextLine: false,
    });
    expect(parseAllowComment('# pragma: allowlist nextline secret')).to.deep.equal({
      by: 'detect-secrets',
      isAboutNextLine: true,
    });
    expect(parseAllowComment('# pragma: once')).to.equal(undefined);
  });

  it('of our own comes first where both stand on a line', () => {
    expect(parseAllowComment(`x # gitleaks:allow ${MARK} jwt -- why`)).to.include({ by: 'sluice', reason: 'why' });
  });
});
