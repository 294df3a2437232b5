/** An element of a document that is well-formed; `text` is its own character data, decoded. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

/** Reads the part of XML that needs no DTD, comment or CDATA, and throws at whatever is not well-formed. */
export function parseXml(xml: string): XmlElement {
  const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.exec(xml);
  if (forbidden !== null) throw new Error(`a character that XML forbids at ${forbidden.index}`);
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
  if (!xml.startsWith(declaration)) throw new Error('no XML declaration');
  const { element, end } = readElement(xml, declaration.length);
  if (xml.slice(end).trim() !== '') throw new Error(`something follows the root element at ${end}`);
  return element;
}

interface Read {
  readonly element: XmlElement;
  readonly end: number;
}

function readElement(xml: string, start: number): Read {
  const [tag, name = '', attributeText = '', selfClosing] = match(
    xml,
    start,
    /<([\w-]+)((?:\s+[\w-]+="[^"<]*")*)\s*(\/?)>/y,
  );
  const attributes = readAttributes(attributeText);
  let at = start + tag.length;
  if (selfClosing === '/') return { element: { name, attributes, children: [], text: '' }, end: at };
  const children: XmlElement[] = [];
  let text = '';
  for (;;) {
    const [data] = match(xml, at, /[^<]*/y);
    if (data.includes(']]>')) throw new Error(`"]]>" in character data at ${at}`);
    text += decode(data);
    at += data.length;
    if (xml.startsWith('</', at)) break;
    const child = readElement(xml, at);
    children.push(child.element);
    at = child.end;
  }
  const [close, closedName] = match(xml, at, /<\/([\w-]+)>/y);
  if (closedName !== name) throw new Error(`<${name}> is closed by </${closedName}>`);
  return { element: { name, attributes, children, text }, end: at + close.length };
}

function readAttributes(text: string): Readonly<Record<string, string>> {
  const attributes: Record<string, string> = {};
  for (const [, name = '', value = ''] of text.matchAll(/\s+([\w-]+)="([^"]*)"/g)) {
    if (name in attributes) throw new Error(`attribute ${name} twice`);
    attributes[name] = decode(value);
  }
  return attributes;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decode(text: string): string {
  return text.replace(/&([^;&\s]*);?/g, (reference, name: string) => {
    const code = /^#(\d+)$/.exec(name)?.[1];
    const character = code === undefined ? ENTITIES[name] : String.fromCodePoint(Number(code));
    if (character === undefined || !reference.endsWith(';')) throw new Error(`"${reference}" is no reference`);
    return character;
  });
}

function match(xml: string, at: number, pattern: RegExp): RegExpExecArray {
  pattern.lastIndex = at;
  const found = pattern.exec(xml);
  if (found === null) throw new Error(`not well-formed at ${at}: ${xml.slice(at, at + 40)}`);
  return found;
}

/** All elements of a name, at any depth. */
export function elementsOf(root: XmlElement, name: string): readonly XmlElement[] {
  const below = root.children.flatMap((child) => elementsOf(child, name));
  return root.name === name ? [root, ...below] : below;
}
