/**
 * Stands before a token: no letter, digit or `_` may, unless they end an escape (`\n`, `%3D`, `\u003d`), as they do in JSON, logs
 * and URLs.
 */
export const TOKEN_BEGINS: string = String.raw`(?:(?<![A-Za-z0-9_])|(?<=\\[nrt]|%[0-9A-Fa-f]{2}|\\u00[0-9A-Fa-f]{2}))`;

/**
 * Stands after a token, so that a longer run is none: no letter, digit or `_`, and no sign that the last class of the token's
 * pattern holds beside them (`-`, `+`, `/`, `=`).
 */
export function tokenEnds(token: RegExp): string {
  const lastClass = LAST_CLASS.exec(token.source.replace(/\)+$/, ''))?.[1] ?? '';
  const beside = lastClass.replaceAll(RANGE, '');
  const signs = ['+', '/', '=', '-'].filter((sign) => beside.includes(sign));
  return `(?![A-Za-z0-9_${signs.map((sign) => `\\${sign}`).join('')}])`;
}

/** The last class of a pattern; padding (`={0,2}`) may follow. */
const LAST_CLASS = /\[([^[\]]+)\](?:\{\d+(?:,\d+)?\})?(?:=(?:\{\d+(?:,\d+)?\}|\?)?)?$/;

const RANGE = /[A-Za-z0-9]-[A-Za-z0-9]/g;
