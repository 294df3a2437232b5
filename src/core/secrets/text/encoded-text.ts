import type { Encoding } from '../finding.ts';
import type { Span } from './layer.ts';

/** A part of a text that is another text, encoded. */
export interface EncodedText extends Span {
  readonly encoding: Encoding;
  readonly decoded: string;
}
