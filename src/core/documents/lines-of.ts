/** The lines of a text, whatever ends them. Most files have line feeds alone, for which the quick way is right. */
export const linesOf = (text: string): readonly string[] =>
  text.includes('\r') ? text.split(/\r\n|[\r\n]/) : text.split('\n');
