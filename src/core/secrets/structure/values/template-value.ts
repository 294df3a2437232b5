import { isReference } from '../../values/is-reference.ts';
import { innerDocuments } from '../inner-documents.ts';
import type { Claim } from '../leaf.ts';
import { titleOfName } from '../name-title.ts';
import type { Reading } from '../search.ts';
import type { StructureRule } from '../structure-rules.ts';
import { type Content, judgeContent } from './judge-content.ts';
import { judgeNamed } from './judge-named.ts';

/** A value of a template that an operator makes a Secret of: most literals are settings, so name and content decide. */
export const templateValue =
  (rule: StructureRule): Reading =>
  (value, place, search) => {
    if (typeof value !== 'string') return search.anything(value, place, search);
    if (isReference(value) || search.isPlaceholder(value)) return;
    const label = String(place.key);
    const claim = claimOf(judgeContent(value, label), label, value, rule);
    const inner = claim?.isContainer === true ? innerDocuments(value, label) : {};
    search.add({ place, label, text: value, decoded: [], ...inner, ...(claim === undefined ? {} : { claim }) });
  };

function claimOf(content: Content, key: string, text: string, rule: StructureRule): Claim | undefined {
  switch (content.kind) {
    case 'public':
      return undefined;
    case 'key':
      return text.includes('{{') ? undefined : { rule, title: content.title, confidence: 'certain', secret: text };
    case 'configuration':
    case 'setting':
      return {
        rule,
        title: 'a configuration',
        confidence: 'possible',
        secret: text,
        isContainer: true,
        isConditional: true,
      };
    case 'default':
    case 'literal': {
      const confidence = judgeNamed(key, text);
      return confidence === undefined ? undefined : { rule, title: titleOfName(key), confidence, secret: text };
    }
  }
}
