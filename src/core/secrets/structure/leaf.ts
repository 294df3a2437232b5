import type { JsonValue } from '../../model/json.ts';
import type { Encoding } from '../finding.ts';
import type { Confidence } from '../rule.ts';
import type { Place } from './place.ts';
import type { Style } from './search.ts';
import type { StructureRule } from './structure-rules.ts';

/** A secret by where it stands: the whole value, or the part that is named. */
export interface Claim {
  readonly rule: StructureRule;
  /** A noun in a sentence: `a password`. */
  readonly title: string;
  readonly confidence: Confidence;
  /** What is masked and hashed. */
  readonly secret: string;
  /** The value is a text in which a secret may stand: what is found in it says how sure this is. */
  readonly isContainer?: boolean;
  /** A container that counts only for what is found in it. */
  readonly isConditional?: boolean;
}

/** A document in a text: `search` is given its value. `lineOf` counts from 0, in the text. */
export interface InnerDocument {
  readonly value: JsonValue;
  readonly lineOf: (path: readonly (string | number)[]) => number;
}

/** A text in a document, and what is known of it before any rule of text is asked. */
export interface Leaf {
  readonly place: Place;
  /** What stands before the text, as in `PASSWORD: …`. */
  readonly label: string;
  /** What is searched: decoded, where the value is encoded. */
  readonly text: string;
  readonly decoded: readonly Encoding[];
  readonly claim?: Claim;
  /** The name of the file that the text is, as a key of a ConfigMap says it: rules about files go by it. */
  readonly file?: string;
  /** What findings of rules of text are called here, where the place says more than their names. */
  readonly adopts?: StructureRule;
  /** Nothing here is a secret by its name; only what is certain in itself counts. */
  readonly isSettled?: boolean;
  /** Documents in the text, by what they mean. */
  readonly inner?: readonly InnerDocument[];
  /** How they are judged by names. Absent: as any document. */
  readonly innerStyle?: Style;
}
