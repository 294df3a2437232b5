import type { Proof } from './proof.ts';

/** The check digit of ISO/IEC 7812-1; what is no digit does not count. */
export function checkLuhn(number: string): Proof {
  const digits = number.replaceAll(/\D/g, '');
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 0 ? digit : digit * 2;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return digits.length > 1 && sum > 0 && sum % 10 === 0 ? 'plausible' : 'refuted';
}
