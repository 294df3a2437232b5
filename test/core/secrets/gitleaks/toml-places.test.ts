import { expect } from 'chai';
import { describe, it } from 'mocha';
import { createLineIndex } from '../../../../src/core/documents/line-index.ts';
import type { FieldPath } from '../../../../src/core/model/location.ts';
import { tomlPlaces } from '../../../../src/core/secrets/gitleaks/toml-places.ts';

const TEXT = `# [[rules]] in a comment
title = "a ] # \\" string"
"quoted" . key = 1
[extend]
useDefault = true
disabledRules = [ "a", # one ]
  'b',
]
[[rules]]
id = "one"
regex = '''[[rules]]
id = "no"'''
[rules.allowlist]
regexes = ["x]", """
]
"""]
[[rules]]
id = "two"
[[rules.allowlists]]
paths = ['a']
[[rules.allowlists]]
inline = { paths = ["b", 'c'], n = 1.5 }
`;

/** A path, and where it is written. */
const PLACES: readonly (readonly [path: FieldPath, place: string])[] = [
  [['title'], '2:1'],
  [['quoted', 'key'], '3:1'],
  [['extend'], '4:1'],
  [['extend', 'disabledRules', 1], '7:3'],
  [['rules', 0], '9:1'],
  [['rules', 0, 'regex'], '11:1'],
  [['rules', 0, 'allowlist', 'regexes', 1], '14:18'],
  [['rules', 1, 'id'], '18:1'],
  [['rules', 1, 'allowlists', 0, 'paths'], '20:1'],
  [['rules', 1, 'allowlists', 1], '21:1'],
  [['rules', 1, 'allowlists', 1, 'inline', 'paths', 1], '22:26'],
  [['rules', 1, 'allowlists', 1, 'inline', 'n'], '22:32'],
];

describe('tomlPlaces', () => {
  const [placeOf, positionOf] = [tomlPlaces(TEXT), createLineIndex(TEXT)];
  for (const [path, place] of PLACES) {
    it(`finds ${JSON.stringify(path)}`, () => {
      const { line, column } = positionOf(placeOf(path));
      expect(`${line}:${column}`).to.equal(place);
    });
  }

  it('gives the nearest place around what is not there', () => {
    expect(positionOf(placeOf(['rules', 1, 'nothing', 'here'])).line).to.equal(17);
    expect(placeOf(['nothing'])).to.equal(0);
  });

  it('comes to an end on what is no TOML', () => {
    for (const text of ['[', '[[a', 'a = [', 'a = [=', 'a', '= = =', 'a = {', 'a = {=', '"', "'''", ']', '[[]]\n[a.]'])
      expect(tomlPlaces(text)(['a'])).to.be.a('number');
  });
});
