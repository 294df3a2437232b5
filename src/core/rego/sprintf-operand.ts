import { isNumber } from './compare.ts';
import { isFloatText, isInt64, numberText, type RegoNumber, toDouble } from './number.ts';
import { printTerm } from './print-term.ts';
import type { RegoValue } from './value.ts';

/** An argument as OPA hands it to Go's fmt.Sprintf: everything but numbers and strings is its printed term. */
export type Operand =
  | { readonly type: 'string'; readonly text: string }
  | { readonly type: 'int64'; readonly integer: bigint }
  | { readonly type: '*big.Int'; readonly integer: bigint }
  | { readonly type: 'float64'; readonly double: number };

/** What Go is given for a Rego value. */
export function toOperand(value: RegoValue): Operand {
  if (typeof value === 'string') return { type: 'string', text: value };
  return isNumber(value) ? toNumberOperand(value) : { type: 'string', text: printTerm(value) };
}

function toNumberOperand(value: number | RegoNumber): Operand {
  const text = numberText(value);
  if (isFloatText(text)) {
    const double = toDouble(value);
    return Number.isFinite(double) ? { type: 'float64', double } : { type: 'string', text };
  }
  const integer = BigInt(text);
  return isInt64(integer) ? { type: 'int64', integer } : { type: '*big.Int', integer };
}
