const PACKAGE =
  /^\ufeff?(?:\s|#[^\n]*(?:\n|$))*package\s+([A-Za-z_]\w*)((?:\.[A-Za-z_]\w*|\["(?:[^"\\\n]|\\.)*"\])*)(?=[\s#;]|$)/;
const STEP = /\.(\w+)|\[("(?:[^"\\]|\\.)*")\]/g;

/**
 * The package of a Rego module, as the keys of its path: `package a.b["c/d"]` is `a`, `b`, `c/d`. Undefined when it does not
 * begin with a package in this form; whether the module is right is for the compiler to say.
 */
export function packageOf(text: string): readonly string[] | undefined {
  const [, first, rest = ''] = PACKAGE.exec(text) ?? [];
  if (first === undefined) return undefined;
  return [first, ...[...rest.matchAll(STEP)].map(([, name, quoted]) => name ?? unquote(quoted ?? '""'))];
}

/** The same as it is written there: `a.b["c/d"]`. */
export function packageNameOf(text: string): string | undefined {
  const [, first, rest = ''] = PACKAGE.exec(text) ?? [];
  return first === undefined ? undefined : `${first}${rest}`;
}

function unquote(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    // An escape that JSON has not: no root names such a package.
    return quoted;
  }
}
