/** The value that a variable has when nobody sets it: `${PASSWORD:-hunter2}` of a shell, `${PASSWORD:hunter2}` of Spring. */
export const defaultOf = (text: string): string | undefined =>
  /^\$\{[A-Za-z_][\w.]*(?::[-=]?|[-=])([^{}]+)\}$/.exec(text)?.[1];
