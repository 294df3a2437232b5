import { SluiceError } from '../../src/core/errors.ts';

/** The SluiceError that a promise is rejected with, or that a function throws; anything else fails the test. */
export async function rejection(task: Promise<unknown> | (() => unknown)): Promise<SluiceError> {
  try {
    await (typeof task === 'function' ? task() : task);
  } catch (error) {
    if (error instanceof SluiceError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
