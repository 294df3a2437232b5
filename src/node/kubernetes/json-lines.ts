import { KubeError } from './kube-error.ts';

const NEWLINE = 10;

/**
 * The lines of a stream of bytes. What stands after the last newline was cut off in the middle and is dropped: it will come again.
 * @throws KubeError when a line is longer than `maxBytes`
 */
export async function* jsonLines(
  chunks: AsyncIterable<Buffer>,
  maxBytes: number,
): AsyncGenerator<string, void, undefined> {
  let pending: Buffer[] = [];
  let length = 0;
  const take = (part: Buffer): void => {
    length += part.length;
    if (length > maxBytes) throw new KubeError(`an event of a watch is longer than ${maxBytes} bytes`, { status: 0 });
    pending.push(part);
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      take(chunk.subarray(start, end));
      start = end + 1;
      const line = Buffer.concat(pending).toString('utf8');
      pending = [];
      length = 0;
      if (line.trim() !== '') yield line;
    }
    if (start < chunk.length) take(chunk.subarray(start));
  }
}
