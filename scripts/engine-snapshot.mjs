// Starts a Go Wasm module once, at build time, and writes a module that begins where the start ended. Package initialisation
// (a quarter of a second for OPA) then costs a memory copy. What the started module saw of the outside is fixed here, so that
// equal modules give equal snapshots.

const CUSTOM = 0;
const MEMORY = 5;
const GLOBAL = 6;
const EXPORT = 7;
const DATA = 11;
const DATA_COUNT = 12;
const KIND_GLOBAL = 3;
const START = '_initialize';
const PAGE = 65536;
/** A run of zeros shorter than this is cheaper to write out than to start another data segment. */
const SHORTEST_GAP = 64;
const I32 = 0x7f;
const I64 = 0x7e;

/**
 * @param {Uint8Array} bytes a module that exports `memory` and `_initialize`
 * @param {(module: WebAssembly.Module) => WebAssembly.Instance} start instantiates and initialises
 * @param {number} maximumPages what its memory may grow to, in pages of 64 KiB
 */
export function snapshot(bytes, start, maximumPages) {
  const sections = readSections(bytes);
  const globals = readGlobals(bodyOf(sections, GLOBAL));
  const instance = start(new WebAssembly.Module(writeModule(withGlobalExports(sections, globals))));
  const memory = new Uint8Array(instance.exports.memory.buffer);
  const segments = nonZeroRuns(memory);
  const kept = sections.filter(({ id }) => id !== CUSTOM && id !== DATA);
  return writeModule([
    ...kept.map((section) => {
      switch (section.id) {
        case MEMORY:
          return { id: MEMORY, body: writeMemory(memory.length / PAGE, maximumPages) };
        case GLOBAL:
          return { id: GLOBAL, body: writeGlobals(globals, instance) };
        case EXPORT:
          return { id: EXPORT, body: writeExports(readExports(section.body).filter(({ name }) => name !== START)) };
        case DATA_COUNT:
          return { id: DATA_COUNT, body: unsigned(segments.length) };
        default:
          return section;
      }
    }),
    { id: DATA, body: writeData(memory, segments) },
  ]);
}

function withGlobalExports(sections, globals) {
  const added = globals.map((_, index) => ({ name: globalName(index), kind: KIND_GLOBAL, index }));
  return sections.map((section) =>
    section.id === EXPORT ? { id: EXPORT, body: writeExports([...readExports(section.body), ...added]) } : section,
  );
}

const globalName = (index) => `snapshot global ${index}`;

function bodyOf(sections, id) {
  const section = sections.find((each) => each.id === id);
  if (section === undefined) throw new Error(`the module has no section ${id}`);
  return section.body;
}

function readSections(bytes) {
  const sections = [];
  const reader = new Reader(bytes, 8);
  while (!reader.atEnd) {
    const id = reader.byte();
    sections.push({ id, body: reader.take(reader.unsigned()) });
  }
  return sections;
}

function writeModule(sections) {
  const header = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
  return concat([header, ...sections.flatMap(({ id, body }) => [Uint8Array.of(id), unsigned(body.length), body])]);
}

function readGlobals(body) {
  const reader = new Reader(body);
  return reader.list(() => {
    const type = reader.byte();
    const mutable = reader.byte() === 1;
    return { type, mutable, init: reader.constantExpression() };
  });
}

function writeGlobals(globals, instance) {
  const entries = globals.map(({ type, mutable, init }, index) => {
    const now = mutable ? constant(type, instance.exports[globalName(index)].value) : init;
    return concat([Uint8Array.of(type, mutable ? 1 : 0), now]);
  });
  return concat([unsigned(globals.length), ...entries]);
}

function constant(type, value) {
  if (type === I32) return concat([Uint8Array.of(0x41), signed(BigInt(value)), Uint8Array.of(0x0b)]);
  if (type === I64) return concat([Uint8Array.of(0x42), signed(value), Uint8Array.of(0x0b)]);
  throw new Error(`a mutable global has the unexpected type ${type}`);
}

function readExports(body) {
  const reader = new Reader(body);
  return reader.list(() => ({ name: reader.name(), kind: reader.byte(), index: reader.unsigned() }));
}

function writeExports(exports) {
  const entries = exports.map(({ name, kind, index }) => {
    const text = new TextEncoder().encode(name);
    return concat([unsigned(text.length), text, Uint8Array.of(kind), unsigned(index)]);
  });
  return concat([unsigned(exports.length), ...entries]);
}

function writeMemory(pages, maximumPages) {
  return concat([unsigned(1), Uint8Array.of(1), unsigned(pages), unsigned(maximumPages)]);
}

function nonZeroRuns(memory) {
  const words = new BigUint64Array(memory.buffer);
  const gap = SHORTEST_GAP / 8;
  const runs = [];
  let start = -1;
  let last = -1;
  for (let i = 0; i < words.length; i++) {
    if (words[i] === 0n) continue;
    if (start >= 0 && i - last > gap) {
      runs.push([start * 8, (last + 1) * 8]);
      start = i;
    } else if (start < 0) start = i;
    last = i;
  }
  if (start >= 0) runs.push([start * 8, (last + 1) * 8]);
  return runs;
}

function writeData(memory, runs) {
  const entries = runs.flatMap(([from, to]) => [
    concat([Uint8Array.of(0, 0x41), signed(BigInt(from)), Uint8Array.of(0x0b), unsigned(to - from)]),
    memory.subarray(from, to),
  ]);
  return concat([unsigned(runs.length), ...entries]);
}

class Reader {
  constructor(bytes, position = 0) {
    this.bytes = bytes;
    this.position = position;
  }

  get atEnd() {
    return this.position >= this.bytes.length;
  }

  byte() {
    return this.bytes[this.position++];
  }

  take(length) {
    this.position += length;
    return this.bytes.subarray(this.position - length, this.position);
  }

  unsigned() {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.byte();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
  }

  name() {
    return new TextDecoder().decode(this.take(this.unsigned()));
  }

  list(read) {
    return Array.from({ length: this.unsigned() }, read);
  }

  constantExpression() {
    const start = this.position;
    const opcode = this.byte();
    if (opcode === 0x43) this.take(4);
    else if (opcode === 0x44) this.take(8);
    else if (opcode === 0x41 || opcode === 0x42 || opcode === 0x23) this.unsigned();
    else throw new Error(`unexpected opcode ${opcode} in a constant expression`);
    if (this.byte() !== 0x0b) throw new Error('a constant expression is longer than one instruction');
    return this.bytes.subarray(start, this.position);
  }
}

function unsigned(value) {
  const bytes = [];
  do {
    const rest = Math.floor(value / 128);
    bytes.push((value % 128) | (rest > 0 ? 0x80 : 0));
    value = rest;
  } while (value > 0);
  return Uint8Array.from(bytes);
}

function signed(value) {
  const bytes = [];
  for (;;) {
    const byte = Number(value & 0x7fn);
    value >>= 7n;
    const done = (value === 0n && (byte & 0x40) === 0) || (value === -1n && (byte & 0x40) !== 0);
    bytes.push(done ? byte : byte | 0x80);
    if (done) return Uint8Array.from(bytes);
  }
}

function concat(parts) {
  const result = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    result.set(part, at);
    at += part.length;
  }
  return result;
}
