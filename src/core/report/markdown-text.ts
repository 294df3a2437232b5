import { visible, visibleLines } from './safe-text.ts';

/**
 * Untrusted text inside a Markdown table cell, in a code span. Every character that Markdown or HTML could act on is a
 * character reference, which neither acts on; and nothing inside `<code>` becomes a mention, an issue link or an emoji.
 */
export function codeCell(text: string): string {
  return visibleLines(text).map(codeSpan).join('<br>');
}

/** The same for text that must stay on its line, such as a heading. */
export function codeSpan(text: string): string {
  const escaped = visible(text).replace(MARKUP, (character) => `&#${character.charCodeAt(0)};`);
  return escaped.trim() === ''
    ? ''
    : `<code>${escaped.replace(/www\./gi, (match) => `${match.slice(0, 3)}&#46;`)}</code>`;
}

const MARKUP = /[&<>"'`*_[\]()|\\~#!@:$]/g;
