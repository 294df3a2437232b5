import type { CodePoints } from '../../src/core/secrets/gitleaks/go-regex/code-points.ts';
import { parseGoRegex } from '../../src/core/secrets/gitleaks/go-regex/parse-go-regex.ts';
import type { GoSyntax } from '../../src/core/secrets/gitleaks/go-regex/syntax.ts';

/** A text that an expression most likely matches: assertions are not looked at. `below` gives an integer under a limit. */
export const sampleGoRegex = (expression: string, below: (limit: number) => number): string =>
  sample(parseGoRegex(expression).root, below);

/** More of an optional part than this says nothing new. */
const MOST_EXTRA = 4;

function sample(syntax: GoSyntax, below: (limit: number) => number): string {
  switch (syntax.kind) {
    case 'empty':
    case 'assert':
      return '';
    case 'set':
      return sampleSet(syntax.set, below);
    case 'group':
      return sample(syntax.body, below);
    case 'sequence':
      return syntax.parts.map((part) => sample(part, below)).join('');
    case 'choice':
      return sample(syntax.options[below(syntax.options.length)] ?? { kind: 'empty' }, below);
    case 'repeat': {
      const count = syntax.min + below(Math.min(syntax.max - syntax.min, MOST_EXTRA) + 1);
      return Array.from({ length: count }, () => sample(syntax.body, below)).join('');
    }
  }
}

/** Prefers what can be printed. */
function sampleSet(set: CodePoints, below: (limit: number) => number): string {
  const printable = set.flatMap(([low, high]) => {
    const [from, to] = [Math.max(low, 0x20), Math.min(high, 0x7e)];
    return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
  });
  return String.fromCodePoint(printable[below(printable.length)] ?? set[0]?.[0] ?? 0x20);
}
