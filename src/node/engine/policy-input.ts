/**
 * JSON text with \ufffd in place of each escaped half of a surrogate pair. Go and the API server read such a half as
 * U+FFFD; OPA's Wasm parser stops on it.
 */
export function replaceLoneSurrogates(json: string): string {
  // Hardly any text has an escape by number, and to look for two characters is faster than to look for a pattern.
  if (!json.includes('\\u') || !/\\u[dD][89a-fA-F]/.test(json)) return json;
  return json.replace(
    /\\u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|\\u[dD][89a-fA-F][\da-fA-F]{2}|\\./g,
    (escape) => (escape.length === 6 ? '\\ufffd' : escape),
  );
}
