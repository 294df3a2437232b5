import { expect } from 'chai';
import { assert, constantFrom, property, string, webPath } from 'fast-check';
import { describe, it } from 'mocha';
import { nextPage } from '../../../src/node/registry/link-header.ts';

const URL_ASKED = new URL('https://reg.io/v2/a/referrers/sha256:1');
const cases: readonly (readonly [header: string, next: string | undefined])[] = [
  ['', undefined],
  ['</v2/a/referrers/x?last=1>; rel="next"', 'https://reg.io/v2/a/referrers/x?last=1'],
  ['</x>;rel=next', 'https://reg.io/x'],
  ['</p>; rel="prev", </n>; title="a, b"; rel="next"', 'https://reg.io/n'],
  ['</n>; rel="last next"', 'https://reg.io/n'],
  ['</n>; rel="nextish"', undefined],
  ['</n>; rel=nextish', undefined],
  ['</n>', undefined],
  ['<https://evil.io/n>; REL="next"', 'https://evil.io/n'],
  ['<http://[>; rel="next"', undefined],
];

describe('nextPage', () => {
  for (const [header, next] of cases)
    it(`of ${header || 'nothing'} is ${next ?? 'nowhere'}`, () => {
      expect(nextPage(header, URL_ASKED)?.href).to.equal(next);
    });

  it('finds what was written, among others', () => {
    assert(
      property(webPath(), constantFrom('; rel="next"', ';rel=next', '; x="y"; rel="next"'), (path, relation) => {
        const target = new URL(path === '' ? '/' : path.replace(/^\/+/, '/'), URL_ASKED).href;
        return nextPage(`</other>; rel="prev", <${target}>${relation}`, URL_ASKED)?.href === target;
      }),
    );
  });

  it('takes any text', () => {
    assert(property(string({ maxLength: 200 }), (text) => nextPage(`<${text}>; rel="next"`, URL_ASKED) !== null));
  });
});
