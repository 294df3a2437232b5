/** A stretch of a text that holds at most one document. */
export interface Stretch {
  readonly start: number;
  /** Offset of the marker that ends it, or of the end of the text. */
  readonly end: number;
  /**
   * What stands before it: nothing at the start of the text, `---`, `...`, or a line that some tools take for `---` and others
   * for content. The stretch begins behind the three characters, or behind the whole line for `ambiguous`.
   */
  readonly opener: Opener;
}

export type Opener = 'text' | 'start-marker' | 'end-marker' | 'ambiguous';

/**
 * Cuts a text at its document markers. Every place where Kubernetes tools cut (a line of `---` with blanks and a comment) or
 * where YAML ends a document (also `--- value` and `...`) is a cut, so that no tool sees an object that is not judged here.
 */
export function* splitDocuments(text: string): Generator<Stretch, void, undefined> {
  const marker = /(?:^|[\n\r\x85\u2028\u2029])(?:---|\.\.\.)/g;
  let start = 0;
  let opener: Opener = 'text';
  for (let match = marker.exec(text); match !== null; match = marker.exec(text)) {
    const behind = match.index + match[0].length;
    const next = markerAt(text, behind);
    if (next === undefined) continue;
    yield { start, end: behind - 3, opener };
    start = next === 'ambiguous' ? lineEnd(text, behind) : behind;
    opener = next;
  }
  yield { start, end: text.length, opener };
}

/** Which marker ends before an offset, if one does: YAML wants a blank or a break behind it. */
function markerAt(text: string, behind: number): Exclude<Opener, 'text'> | undefined {
  const isStart = text.charCodeAt(behind - 1) === 0x2d;
  if (/[ \t\n\r\x85\u2028\u2029]/.test(text.charAt(behind))) return isStart ? 'start-marker' : 'end-marker';
  return isStart && cutsForKubernetes(text, behind) ? 'ambiguous' : undefined;
}

/** kubectl, Argo CD and Flux trim Unicode blanks behind `---`, and take `---#` for a marker as well. */
function cutsForKubernetes(text: string, behind: number): boolean {
  const rest = text.slice(behind, lineEnd(text, behind)).trim();
  return rest === '' || rest.startsWith('#');
}

function lineEnd(text: string, from: number): number {
  return text.indexOf('\n', from);
}
