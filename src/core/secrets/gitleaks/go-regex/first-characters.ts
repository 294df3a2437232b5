import { type CodePoints, codePoints } from './code-points.ts';
import type { GoSyntax } from './syntax.ts';

/** Whether it can match without taking a character. */
export function isNullable(syntax: GoSyntax): boolean {
  switch (syntax.kind) {
    case 'empty':
    case 'assert':
      return true;
    case 'set':
      return false;
    case 'group':
      return isNullable(syntax.body);
    case 'sequence':
      return syntax.parts.every(isNullable);
    case 'choice':
      return syntax.options.some(isNullable);
    case 'repeat':
      return syntax.min === 0 || isNullable(syntax.body);
  }
}

/**
 * The characters that can come first where `syntax` begins.
 * @param behind those that can come behind it, which count where it can be empty
 */
export function firstCharacters(syntax: GoSyntax, behind: CodePoints): CodePoints {
  const known = firsts.get(syntax);
  if (known !== undefined) return known;
  const first = findFirst(syntax, behind);
  if (!isNullable(syntax)) firsts.set(syntax, first);
  return first;
}

/** Of what takes a character in any case: what is behind it does not count. */
const firsts = new WeakMap<GoSyntax, CodePoints>();

function findFirst(syntax: GoSyntax, behind: CodePoints): CodePoints {
  switch (syntax.kind) {
    case 'empty':
    case 'assert':
      return behind;
    case 'set':
      return syntax.set;
    case 'group':
      return firstCharacters(syntax.body, behind);
    case 'sequence':
      return syntax.parts.reduceRight((next, part) => firstCharacters(part, next), behind);
    case 'choice':
      return codePoints(syntax.options.flatMap((option) => firstCharacters(option, behind)));
    case 'repeat':
      return firstOfRepeat(syntax.body, syntax.min, behind);
  }
}

function firstOfRepeat(body: GoSyntax, min: number, behind: CodePoints): CodePoints {
  const first = firstCharacters(body, behind);
  return min === 0 ? codePoints([...first, ...behind]) : first;
}
