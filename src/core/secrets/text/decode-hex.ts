/** Whether a text is hexadecimal digits, in either case, and nothing else. */
export const isHex = (text: string): boolean => /^[0-9A-Fa-f]+$/.test(text);

/** The bytes of hexadecimal digits, one character each. */
export const decodeHex = (digits: string): string =>
  digits.replaceAll(/../g, (pair) => String.fromCharCode(Number.parseInt(pair, 16)));
