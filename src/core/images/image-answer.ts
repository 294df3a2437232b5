import type { ImageCode } from './image-code.ts';

/** What came of asking about an image: faults are data here, because they become facts that policies decide about. */
export type ImageAnswer<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | {
      readonly kind: 'fault';
      readonly code: ImageCode;
      /** What was asked, of whom, what came, and what to do; without the image's name at the start. */
      readonly message: string;
      /** It may go better another time. */
      readonly retryable: boolean;
    };
