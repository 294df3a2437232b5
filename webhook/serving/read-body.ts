import type { IncomingMessage } from 'node:http';

type RefusedStatus = 400 | 413 | 415 | 503;

export type Body =
  | { readonly kind: 'text'; readonly text: string }
  /** What is wrong with the call; `status` is the HTTP status that says so. */
  | { readonly kind: 'refused'; readonly status: RefusedStatus; readonly message: string };

/**
 * The most that the API server sends: the new and the old object, of 1.5 MiB each in its store, of which its JSON may make six
 * times as much (`<` becomes `\u003c`). With less, whoever fills an object with these gets past a webhook that may be ignored.
 */
const MAX_BODY_BYTES = 20 * 1024 * 1024;

/** Bytes of bodies that are being read at the same time. */
const MAX_HELD_BYTES = 256 * 1024 * 1024;

/** Reads bodies of calls, and never holds more of them than it may, whatever their headers promise and however many there are. */
export class BodyReader {
  readonly #mostBytes: number;
  #heldBytes = 0;

  constructor(mostBytes: number = MAX_HELD_BYTES) {
    this.#mostBytes = mostBytes;
  }

  async read(request: IncomingMessage): Promise<Body> {
    const { headers } = request;
    if (!isJson(headers['content-type'])) return refused(415, 'send an AdmissionReview as application/json');
    if ((headers['content-encoding'] ?? 'identity') !== 'identity') return refused(415, 'send the body as it is');
    if (Number(headers['content-length'] ?? 0) > MAX_BODY_BYTES) return TOO_LARGE;
    return this.#readAll(request);
  }

  /** By events: a loop over the stream takes a tenth of all that a call takes. */
  #readAll(request: IncomingMessage): Promise<Body> {
    return new Promise((resolve) => {
      const chunks: Buffer[] = [];
      let length = 0;
      const settle = (body: Body): void => {
        request.off('data', take).off('end', end).off('error', breakOff).off('close', breakOff);
        // Of whom was refused nothing more is read, and an error of theirs is nobody's defect.
        request.pause().on('error', () => undefined);
        this.#heldBytes -= length;
        resolve(body);
      };
      const take = (bytes: Buffer): void => {
        length += bytes.length;
        this.#heldBytes += bytes.length;
        chunks.push(bytes);
        if (length > MAX_BODY_BYTES) settle(TOO_LARGE);
        else if (this.#heldBytes > this.#mostBytes) settle(TOO_MANY);
      };
      const end = (): void => settle(toText(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
      const breakOff = (): void => settle(BROKEN_OFF);
      request.on('data', take).on('end', end).on('error', breakOff).on('close', breakOff);
    });
  }
}

const isJson = (type: string | undefined): boolean => /^application\/json\s*(?:;|$)/i.test(type ?? '');

const refused = (status: RefusedStatus, message: string): Body => ({ kind: 'refused', status, message });

const TOO_LARGE = refused(413, `the body is larger than ${MAX_BODY_BYTES / 1024 / 1024} MiB`);

const BROKEN_OFF = refused(400, 'the body broke off');

const TOO_MANY = refused(503, 'too many large bodies come at the same time');

const utf8 = new TextDecoder('utf-8', { fatal: true });

function toText(bytes: Uint8Array): Body {
  try {
    return { kind: 'text', text: utf8.decode(bytes) };
  } catch {
    return refused(400, 'the body is not UTF-8');
  }
}
