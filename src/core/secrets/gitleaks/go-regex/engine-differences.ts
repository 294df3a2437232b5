import { isNullable } from './first-characters.ts';
import type { GoSyntax } from './syntax.ts';

/**
 * Whether JavaScript means something else by the same expression: it leaves a repetition whose body matched nothing, where Go
 * does not, and it forgets at each round of a repetition what the groups in it held.
 */
export function differsInJavaScript(syntax: GoSyntax): boolean {
  switch (syntax.kind) {
    case 'empty':
    case 'set':
    case 'assert':
      return false;
    case 'group':
      return differsInJavaScript(syntax.body);
    case 'sequence':
      return syntax.parts.some(differsInJavaScript);
    case 'choice':
      return syntax.options.some(differsInJavaScript);
    case 'repeat':
      return (
        isNullable(syntax.body) || (syntax.max > 1 && mayPassGroup(syntax.body)) || differsInJavaScript(syntax.body)
      );
  }
}

/** Whether there is a way through that passes a group by. */
function mayPassGroup(syntax: GoSyntax): boolean {
  switch (syntax.kind) {
    case 'empty':
    case 'set':
    case 'assert':
      return false;
    case 'group':
      return mayPassGroup(syntax.body);
    case 'sequence':
      return syntax.parts.some(mayPassGroup);
    case 'choice':
      return syntax.options.some(hasGroup);
    case 'repeat':
      return syntax.min === 0 ? hasGroup(syntax.body) : mayPassGroup(syntax.body);
  }
}

function hasGroup(syntax: GoSyntax): boolean {
  switch (syntax.kind) {
    case 'empty':
    case 'set':
    case 'assert':
      return false;
    case 'group':
      return true;
    case 'sequence':
      return syntax.parts.some(hasGroup);
    case 'choice':
      return syntax.options.some(hasGroup);
    case 'repeat':
      return hasGroup(syntax.body);
  }
}
