import { SluiceError } from '../../core/errors.ts';

/** A ref that a push makes, moves or deletes. */
export interface RefUpdate {
  /** Its name where it is pushed to: `refs/heads/main`. */
  readonly ref: string;
  /** Id of the object that it stood at; absent when it is new. */
  readonly from?: string;
  /** Id of the object that it will stand at; absent when it is deleted. */
  readonly to?: string;
}

const ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const NO_OBJECT = /^0+$/;

/** What Git hands to `pre-receive`: `<old id> <new id> <ref>`, a line each. @throws SluiceError USAGE */
export function parseReceived(text: string): readonly RefUpdate[] {
  return linesOf(text).map((line) => {
    const [from, to, ...ref] = line.split(' ');
    return toUpdate(ref.join(' '), from, to);
  });
}

/** What Git hands to `pre-push`: `<local ref> <local id> <remote ref> <remote id>`, a line each. @throws SluiceError USAGE */
export function parsePushed(text: string): readonly RefUpdate[] {
  return linesOf(text).map((line) => {
    // What is pushed may be any expression; the rest holds no blanks.
    const [from, ref, to] = line.split(' ').toReversed();
    return toUpdate(ref, from, to);
  });
}

const linesOf = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '');

function toUpdate(ref: string | undefined, from: string | undefined, to: string | undefined): RefUpdate {
  if (
    ref === undefined ||
    !ref.startsWith('refs/') ||
    from === undefined ||
    to === undefined ||
    ![from, to].every(isId)
  ) {
    throw new SluiceError(
      'USAGE',
      '--hook reads lines on standard input as Git gives them to the hook, and this is none; let Git call it: sluice init --hook=pre-push or --hook=pre-receive',
    );
  }
  return { ref, ...(NO_OBJECT.test(from) ? {} : { from }), ...(NO_OBJECT.test(to) ? {} : { to }) };
}

const isId = (text: string): boolean => ID.test(text);
