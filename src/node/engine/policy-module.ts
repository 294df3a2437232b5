import { SluiceError, messageOf } from '../../core/errors.ts';

/** A compiled policy set, before it runs. Cheap to hand to a worker: the code is shared, not copied. */
export interface PolicyModule {
  readonly code: WebAssembly.Module;
  /** The memory, in pages of 64 KiB, that the module asks for. It grows with the size of the policies. */
  readonly minimumPages: number;
}

const PAGE_BYTES = 64 * 1024;
const IMPORT_SECTION = 2;
const DATA_SECTION = 11;
const MEMORY_IMPORT = 2;
const HOST_FUNCTIONS = [
  'opa_abort',
  'opa_println',
  'opa_builtin0',
  'opa_builtin1',
  'opa_builtin2',
  'opa_builtin3',
  'opa_builtin4',
];
const KNOWN_IMPORTS: ReadonlySet<string> = new Set(['memory', ...HOST_FUNCTIONS]);

/** Checks and compiles the bytes of a policy Wasm. Throws POLICY_INVALID when they are not one. */
export function createPolicyModule(bytes: Uint8Array): PolicyModule {
  try {
    const code = new WebAssembly.Module(bytes);
    const foreign = WebAssembly.Module.imports(code).find(
      ({ module, name }) => module !== 'env' || !KNOWN_IMPORTS.has(name),
    );
    if (foreign !== undefined) throw new Error(`it imports ${foreign.module}.${foreign.name}`);
    return { code, minimumPages: Math.max(importedMemoryPages(bytes), dataPages(bytes)) };
  } catch (error) {
    throw new SluiceError('POLICY_INVALID', `not a policy that OPA compiled to WebAssembly: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

/** Reads along the bytes of a module that has already been found valid. */
class ByteReader {
  readonly #bytes: Uint8Array;
  position: number;
  constructor(bytes: Uint8Array, position: number) {
    this.#bytes = bytes;
    this.position = position;
  }

  get done(): boolean {
    return this.position >= this.#bytes.length;
  }

  byte(): number {
    return this.#bytes[this.position++] ?? 0;
  }

  /** An unsigned LEB128 integer. */
  integer(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  }

  skipName(): void {
    const length = this.integer();
    this.position += length;
  }
}

// The JavaScript API tells the names of imports but not their limits.
function importedMemoryPages(bytes: Uint8Array): number {
  const section = sectionAt(bytes, IMPORT_SECTION);
  if (section === undefined) throw new Error('it imports nothing');
  return memoryPagesIn(section);
}

/**
 * Pages up to the end of the last data segment. OPA 1.22 declares the minimum before it writes the last segment, the names of
 * the functions: where that one reaches into another page, the module cannot be instantiated in the memory that it asks for
 * ("data segment is out of bounds"). One set of 100 policies in some dozens was such a one.
 */
function dataPages(bytes: Uint8Array): number {
  const section = sectionAt(bytes, DATA_SECTION);
  if (section === undefined) return 0;
  let end = 0;
  for (let left = section.integer(); left > 0; left--) end = Math.max(end, segmentEnd(section));
  return Math.ceil(end / PAGE_BYTES);
}

/** An active segment of the one memory: flag 0, `i32.const` with its place, `end`, length, bytes. OPA makes no other kind. */
function segmentEnd(reader: ByteReader): number {
  const isActive = reader.integer() === 0 && reader.byte() === 0x41;
  const offset = reader.integer();
  if (!isActive || reader.byte() !== 0x0b) throw new Error('it has a data segment of a kind that OPA does not make');
  const length = reader.integer();
  reader.position += length;
  return offset + length;
}

/** A reader at the content of the first section of a kind. */
function sectionAt(bytes: Uint8Array, wanted: number): ByteReader | undefined {
  const reader = new ByteReader(bytes, 8);
  while (!reader.done) {
    const section = reader.byte();
    const length = reader.integer();
    if (section === wanted) return reader;
    reader.position += length;
  }
  return undefined;
}

function memoryPagesIn(reader: ByteReader): number {
  for (let left = reader.integer(); left > 0; left--) {
    reader.skipName();
    reader.skipName();
    const kind = reader.byte();
    if (kind !== MEMORY_IMPORT) {
      // A function import is an index of its type; OPA's modules import nothing else.
      reader.integer();
      continue;
    }
    reader.byte();
    return reader.integer();
  }
  throw new Error('it imports no memory');
}
