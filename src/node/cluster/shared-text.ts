/**
 * A text outside of every heap, as UTF-8. A thread that is handed it shares it: it is there once, however many read it. Nobody writes to
 * it.
 */
export interface SharedText {
  readonly bytes: Uint8Array;
}

/** What UTF-8 has no bytes for, halves of characters, becomes U+FFFD. */
export function shareText(text: string): SharedText {
  return placeIn(new SharedArrayBuffer(Buffer.byteLength(text)), 0, text);
}

const SLAB_BYTES = 256 * 1024;

/**
 * Puts many texts beside each other: one by one they leave gaps between them that nobody else fits into. The place of a text is free when all
 * of its neighbours are gone, too, so it is for what comes together and mostly stays.
 */
export class TextPacker {
  #slab = new SharedArrayBuffer(0);
  #used = 0;

  share(text: string): SharedText {
    const size = Buffer.byteLength(text);
    if (size > SLAB_BYTES / 8) return shareText(text);
    if (this.#used + size > this.#slab.byteLength) {
      this.#slab = new SharedArrayBuffer(SLAB_BYTES);
      this.#used = 0;
    }
    const shared = placeIn(this.#slab, this.#used, text);
    this.#used += size;
    return shared;
  }
}

/** A Buffer would arrive in another thread as something else. */
function placeIn(memory: SharedArrayBuffer, offset: number, text: string): SharedText {
  const size = Buffer.from(memory, offset).write(text);
  return { bytes: new Uint8Array(memory, offset, size) };
}

export const readShared = ({ bytes }: SharedText): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');

export const isSameText = (a: SharedText, b: SharedText): boolean => Buffer.compare(a.bytes, b.bytes) === 0;
