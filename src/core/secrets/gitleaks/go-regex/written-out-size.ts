import type { GoSyntax } from './syntax.ts';

/** Number of steps of an expression whose repetitions are written out, as engines hold them. */
export function writtenOutSize(syntax: GoSyntax): number {
  switch (syntax.kind) {
    case 'empty':
      return 0;
    case 'set':
    case 'assert':
      return 1;
    case 'group':
      return writtenOutSize(syntax.body) + 2;
    case 'sequence':
      return sum(syntax.parts);
    case 'choice':
      return sum(syntax.options) + syntax.options.length;
    case 'repeat':
      return (writtenOutSize(syntax.body) + 1) * Math.max(1, syntax.max === Infinity ? syntax.min : syntax.max);
  }
}

const sum = (all: readonly GoSyntax[]): number => all.reduce((total, one) => total + writtenOutSize(one), 0);
