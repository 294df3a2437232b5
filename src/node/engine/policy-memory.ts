import { fromBytes, hasStrayBytes, toBytes } from '../../core/rego/go-string.ts';

const SHORT_TEXT = 64;

/** Text in the linear memory of a policy. Views are renewed when the memory has grown, which detaches the old ones. */
export class PolicyMemory {
  readonly #memory: WebAssembly.Memory;
  readonly #encoder = new TextEncoder();
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  #bytes: Uint8Array;

  constructor(memory: WebAssembly.Memory) {
    this.#memory = memory;
    this.#bytes = new Uint8Array(memory.buffer);
  }

  get byteLength(): number {
    return this.#memory.buffer.byteLength;
  }

  /** The text up to the NUL at or after the address. */
  readText(address: number): string {
    const bytes = this.#view();
    const end = bytes.indexOf(0, address);
    return this.#decode(bytes.subarray(address, end < 0 ? bytes.length : end));
  }

  /** Writes where `allocate` puts it and returns that address and the length in bytes. */
  writeText(text: string, allocate: (length: number) => number): readonly [address: number, length: number] {
    const bytes = hasStrayBytes(text) ? toBytes(text) : this.#encoder.encode(text);
    const address = allocate(bytes.length);
    this.#view().set(bytes, address);
    return [address, bytes.length];
  }

  #decode(bytes: Uint8Array): string {
    const ascii = bytes.length <= SHORT_TEXT ? decodeAscii(bytes) : undefined;
    if (ascii !== undefined) return ascii;
    try {
      return this.#decoder.decode(bytes);
    } catch {
      // Not UTF-8: a policy may well decode binary data. The stray bytes are kept.
      return fromBytes(bytes);
    }
  }

  #view(): Uint8Array {
    if (this.#bytes.buffer !== this.#memory.buffer) this.#bytes = new Uint8Array(this.#memory.buffer);
    return this.#bytes;
  }
}

// For a few bytes a loop is faster than TextDecoder.
function decodeAscii(bytes: Uint8Array): string | undefined {
  let text = '';
  for (const byte of bytes) {
    if (byte >= 0x80) return undefined;
    text += String.fromCharCode(byte);
  }
  return text;
}
