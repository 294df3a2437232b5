import { printTerm } from '../print-term.ts';
import { isArray, RegoSet, type RegoValue } from '../value.ts';
import type { Builtin } from './builtin.ts';
import { arrayOperand, stringOperand } from './operands.ts';

/** The functions that only say something. Both hold always, so they never change a verdict. */
export const DIAGNOSTICS: Readonly<Record<string, Builtin>> = {
  trace: (operands) => {
    stringOperand(operands, 0);
    return true;
  },
  'internal.print': (operands, context) => {
    for (const line of lines(arrayOperand(operands, 0))) context.print(line);
    return true;
  },
};

// Each operand of print arrives as the set of its values, empty when undefined; OPA prints every combination.
function lines(operands: readonly RegoValue[]): readonly string[] {
  return operands.reduce<readonly string[]>(
    (begun, operand) =>
      begun.flatMap((line) => wordsOf(operand).map((word) => (line === '' ? word : `${line} ${word}`))),
    [''],
  );
}

function wordsOf(operand: RegoValue): readonly string[] {
  const values =
    operand instanceof RegoSet ? operand.members : operand !== null && isArray(operand) ? operand : [operand];
  if (values.length === 0) return ['<undefined>'];
  return values.map((value) => (typeof value === 'string' ? value : printTerm(value)));
}
