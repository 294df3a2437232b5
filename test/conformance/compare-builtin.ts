import { ASK_ENGINE, type Builtin, BuiltinError } from '../../src/core/rego/builtins/builtin.ts';
import { parseTerm } from '../../src/core/rego/parse-term.ts';
import { printTerm } from '../../src/core/rego/print-term.ts';
import { toTermText } from '../../src/core/rego/term-text.ts';
import { toUnicode } from '../../src/core/rego/go-string.ts';
import type { RegoValue } from '../../src/core/rego/value.ts';
import { digest } from '../../src/node/engine/policy-builtins.ts';
import type { RegoEngine } from '../../src/node/engine/rego-engine.ts';

const NOW = 1_700_000_000_123_456_789n;

/** How our built-in and OPA's answer differ on the operands; undefined when they agree. Both failing is agreement. */
export function differenceOf(
  engine: RegoEngine,
  name: string,
  builtin: Builtin,
  operands: readonly RegoValue[],
): string | undefined {
  const ours = answerOf(builtin, operands);
  const theirs = engine.callBuiltin(name, toTermText(operands), String(NOW));
  const expected = theirs.kind === 'value' ? printTerm(parseTerm(theirs.term)) : theirs.kind;
  return ours === 'asks' || ours === expected
    ? undefined
    : `${name}(${printTerm(operands)}): ${ours}, in OPA ${expected}`;
}

function answerOf(builtin: Builtin, operands: readonly RegoValue[]): string {
  try {
    const answer = builtin(operands, { nowNanoseconds: NOW, digest, print: () => {} });
    // OPA's answer comes as text, where bytes that are not UTF-8 cannot be told apart.
    return answer === ASK_ENGINE ? 'asks' : toUnicode(printTerm(parseTerm(toUnicode(toTermText(answer)))));
  } catch (error) {
    if (error instanceof BuiltinError) return 'error';
    throw error;
  }
}
