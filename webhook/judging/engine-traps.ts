/**
 * Flux takes an error with "is immutable" or "immutable field" in it for a change that only a new object can carry, and, when
 * it was told to force, deletes the live one. Whoever wrote a policy cannot know; so no message of ours has the word.
 */
export function avoidEngineTraps(message: string): string {
  return message.replaceAll(/immutable/gi, 'unchangeable');
}
