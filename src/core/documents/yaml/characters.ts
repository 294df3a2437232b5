/** Code units as YAML 1.1 groups them. `END` stands for the end of the text: NUL is never part of a text that is read. */
export const END = 0;

/** The code unit at an offset, or END behind the last one. */
export function codeAt(text: string, at: number): number {
  return at < text.length ? text.charCodeAt(at) : END;
}

/** Line feed, carriage return, next line, line and paragraph separator. */
export function isBreak(code: number): boolean {
  return code === 0x0a || code === 0x0d || code === 0x85 || code === 0x2028 || code === 0x2029;
}

export function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

export function isBreakOrEnd(code: number): boolean {
  return code === END || isBreak(code);
}

export function isBlankOrEnd(code: number): boolean {
  return code === 0x20 || code === 0x09 || isBreakOrEnd(code);
}

/** Letters, digits, `_` and `-`: what anchors and tag handles are made of. */
export function isWord(code: number): boolean {
  return (
    isDigit(code) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code === 0x5f || code === 0x2d
  );
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** The value of a hexadecimal digit, or -1. */
export function hexValue(code: number): number {
  if (isDigit(code)) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

/** Length of the line break at an offset: CR LF counts as one. */
export function breakLength(text: string, at: number): number {
  return codeAt(text, at) === 0x0d && codeAt(text, at + 1) === 0x0a ? 2 : 1;
}

/** What a line break becomes in a scalar: LS and PS stay, every other one is a line feed. */
export function breakText(code: number): string {
  return code === 0x2028 || code === 0x2029 ? String.fromCharCode(code) : '\n';
}
