import { fromBytes, hasStrayBytes, toBytes } from '../../core/rego/go-string.ts';

/** Characters up to which a loop is faster than a call of the host. */
const SHORT_TEXT = 32;
const SHORT_READ = 8;

/** The linear memory of a policy. Views are renewed when the memory has grown, which detaches the old ones. */
export class PolicyMemory {
  readonly #memory: WebAssembly.Memory;
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  readonly #constants = new Map<number, string>();
  #bytes: Buffer;
  #view: DataView;

  constructor(memory: WebAssembly.Memory) {
    this.#memory = memory;
    this.#bytes = Buffer.from(memory.buffer);
    this.#view = new DataView(memory.buffer);
  }

  get byteLength(): number {
    return this.#memory.buffer.byteLength;
  }

  byte(address: number): number {
    this.#renew();
    return this.#bytes[address] ?? 0;
  }

  /** 32 unsigned bits; the address need not be aligned, and OPA's are not. */
  word(address: number): number {
    this.#renew();
    return this.#view.getUint32(address, true);
  }

  int64(address: number): bigint {
    this.#renew();
    return this.#view.getBigInt64(address, true);
  }

  setByte(address: number, byte: number): void {
    this.#renew();
    this.#view.setUint8(address, byte);
  }

  setWord(address: number, word: number): void {
    this.#renew();
    this.#view.setUint32(address, word, true);
  }

  /** The text of some bytes; those that are not UTF-8 become lone surrogates. */
  readText(address: number, length: number): string {
    this.#renew();
    const ascii = length <= SHORT_READ ? this.#readAscii(address, length) : undefined;
    if (ascii !== undefined) return ascii;
    const text = this.#bytes.toString('utf8', address, address + length);
    // Either it stands there, or something that is no UTF-8.
    return text.includes('\ufffd') ? this.#decode(this.#bytes.subarray(address, address + length)) : text;
  }

  /** The text of bytes that nobody changes: of what the policies themselves hold. */
  readConstant(address: number, length: number): string {
    const known = this.#constants.get(address);
    if (known !== undefined) return known;
    const text = this.readText(address, length);
    this.#constants.set(address, text);
    return text;
  }

  /** The text up to the NUL at or after the address. */
  readTerminatedText(address: number): string {
    this.#renew();
    const end = this.#bytes.indexOf(0, address);
    return this.readText(address, (end < 0 ? this.#bytes.length : end) - address);
  }

  /** Writes where `allocate` puts it and returns that address and the length in bytes. */
  writeText(text: string, allocate: (length: number) => number): readonly [address: number, length: number] {
    const short = text.length <= SHORT_TEXT ? this.#writeShort(text, allocate) : undefined;
    if (short !== undefined) return [short, text.length];
    const whole = Buffer.byteLength(text);
    // Most is ASCII, and has as many bytes as characters.
    const stray = whole > text.length && hasStrayBytes(text) ? toBytes(text) : undefined;
    const length = stray?.length ?? whole;
    const address = allocate(length);
    this.#renew();
    if (stray === undefined) this.#bytes.write(text, address, length);
    else this.#bytes.set(stray, address);
    return [address, length];
  }

  /** FNV-1 of some bytes, as OPA hashes strings. */
  hash(address: number, length: number): number {
    this.#renew();
    let hash = 0x811c9dc5;
    for (let i = address; i < address + length; i++) hash = Math.imul(hash, 0x01000193) ^ (this.#bytes[i] ?? 0);
    return hash >>> 0;
  }

  /** ASCII; anything else is written otherwise. */
  #writeShort(text: string, allocate: (length: number) => number): number | undefined {
    for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) >= 0x80) return undefined;
    const address = allocate(text.length);
    this.#renew();
    for (let i = 0; i < text.length; i++) this.#bytes[address + i] = text.charCodeAt(i);
    return address;
  }

  #readAscii(address: number, length: number): string | undefined {
    let text = '';
    for (let i = address; i < address + length; i++) {
      const byte = this.#bytes[i] ?? 0x80;
      if (byte >= 0x80) return undefined;
      text += String.fromCharCode(byte);
    }
    return text;
  }

  #decode(bytes: Uint8Array): string {
    try {
      return this.#decoder.decode(bytes);
    } catch {
      return fromBytes(bytes);
    }
  }

  // A detached view has no length. Asking the memory for its buffer instead costs more than most reads.
  #renew(): void {
    if (this.#bytes.length > 0) return;
    this.#bytes = Buffer.from(this.#memory.buffer);
    this.#view = new DataView(this.#memory.buffer);
  }
}
