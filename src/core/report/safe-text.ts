/**
 * Messages, names and source lines come from files that nobody has judged yet. They may hold terminal escapes, text that
 * reads backwards, or commands to the CI that prints them. What passes through here can do no more than be read.
 */

/**
 * Control characters, line separators, lone surrogates, noncharacters that XML forbids, and whatever is invisible or
 * reorders its neighbours, such as bidi overrides. Joiners and variation selectors stay: scripts and emoji need them. Made on demand: V8 takes 0.8 ms for
 * these classes, and most reports are plain ASCII.
 */
const unprintable = (): RegExp =>
  /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\ufffe\uffff]|(?!\u200c|\u200d|[\ufe00-\ufe0f])[\p{Cf}\p{DI}]/gu;

/** Most text is this, and is left alone at the price of one scan. */
const PLAIN = /^[\x20-\x7e]*$/;

/** `##vso[`, `##[`, `##teamcity[`: Azure, GitHub and TeamCity obey these anywhere in a line. */
const COMMAND = /##(\w*)\[/g;

/** One line of untrusted text for people: what cannot be printed is shown as `\u001b`, CI commands are broken. */
export function visible(text: string): string {
  const shown = PLAIN.test(text) ? text : text.replaceAll('\t', '  ').replace(unprintable(), unicodeEscape);
  return shown.includes('##') ? shown.replace(COMMAND, '## $1[') : shown;
}

/** The lines of untrusted text, each safe to print. */
export function visibleLines(text: string): readonly string[] {
  return PLAIN.test(text) ? [visible(text)] : text.split(LINE_BREAK).map(visible);
}

/** Untrusted text where only one line fits. */
export function oneLine(text: string): string {
  return visible(text.replace(/\s*[\r\n]+\s*/g, ' ').trim());
}

/** GitHub obeys a line that begins with `::`, however far it is indented. */
export function breakLineCommand(line: string): string {
  return line.replace(/^(\s*):(?=:)/, '$1: ');
}

/** JSON text in which every character is printable and no CI command stands; it reads back as the same data. */
export function safeJson(json: string): string {
  const shown = PLAIN.test(json) ? json : json.replace(unprintable(), unicodeEscape);
  return shown.includes('##') ? shown.replace(COMMAND, '##$1\\u005b') : shown;
}

/** XML character data or attribute value. Line breaks are written as references, so no line of output is theirs to begin. */
export function safeXml(text: string): string {
  const lines = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  const escaped = lines.replace(XML_MARKUP, (character) => XML_REFERENCES[character] ?? '');
  const shown = PLAIN.test(escaped) ? escaped : escaped.replace(unprintable(), unicodeEscape);
  return shown.includes('##') ? shown.replace(COMMAND, '##$1&#91;') : shown;
}

const LINE_BREAK = /\r\n|\r|\n/;
const XML_MARKUP = /[&<>"'\t\n]/g;
const XML_REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\t': '&#9;',
  '\n': '&#10;',
};

/** `\u001b`; a character beyond the basic plane becomes its two halves, which is what JSON wants. */
function unicodeEscape(character: string): string {
  let escaped = '';
  for (let index = 0; index < character.length; index += 1) {
    escaped += `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
  }
  return escaped;
}
