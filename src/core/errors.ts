/** Every fault that a user can meet, with what it means. `docs/errors.md` is kept equal to this table by a test. */
export const ERROR_CODES = {
  USAGE: 'The command line is not one that sluice understands.',
  CONFIG_INVALID: 'sluice.yaml, or a file it names, does not say what it must.',
  POLICY_NOT_FOUND: 'A policy path or name does not exist.',
  POLICY_INVALID: 'A policy cannot be parsed or compiled; the others still run.',
  POLICY_TOO_COSTLY: 'The compiler does not come to an end with a policy; the others still run.',
  POLICY_FAILED: 'A policy stopped with an error while judging an object.',
  POLICY_TIMEOUT: 'A policy did not finish within its time limit.',
  DEADLINE_EXCEEDED: 'A run took longer than --deadline allows.',
  POLICY_OUTPUT_INVALID: 'A policy returned something that is not a violation.',
  EXPANSION_FAILED: 'Nobody can tell what an object implies, so nothing of it was judged.',
  NO_POLICIES: 'There is no policy to evaluate.',
  NAMESPACE_UNKNOWN:
    'A namespace is not known: no policy has the one asked for, or nobody declares the Namespace of an object.',
  NO_FILES: 'The paths given hold no file to evaluate.',
  NOTHING_EVALUATED: 'No rule was asked about any object.',
  INPUT_UNREADABLE: 'A file or folder cannot be read.',
  INPUT_INVALID: 'A document is not valid YAML or JSON.',
  INPUT_TOO_LARGE: 'A file or document exceeds a limit.',
  SEARCH_INCOMPLETE: 'A file was not searched for secrets to the end.',
  PATH_OUTSIDE_ROOT: 'A link leads out of the tree that is being checked.',
  ENGINE_MISSING: 'The engine artefact is not there.',
  ENGINE_FAILED: 'The engine stopped with an internal error.',
  GIT_FAILED: 'Git could not do what was asked of it.',
  REFERENCE_INVALID: 'The name of an image, of a repository or of a source of policies is not one.',
  SOURCE_UNPINNED: 'A source of policies from elsewhere has nothing that it could be held to.',
  SOURCE_CHANGED: 'What was fetched is not what it is pinned to.',
  BUNDLE_INVALID: 'A bundle of policies is not as it must be.',
  BUNDLE_UNTRUSTED: 'The signature of a bundle is missing or does not hold.',
  TRUST_ROOT_REFUSED: 'What a TUF mirror gives as trust root does not hold.',
  NETWORK_FAILED: 'A server could not be reached, or did not give what was asked of it.',
  ACCESS_DENIED: 'A server wants to know who asks, or does not let us in.',
  ADDRESS_REFUSED: 'sluice does not talk to this address.',
  OUTPUT_FAILED: 'A report could not be written.',
  SERVER_FAILED: 'The webhook could not start.',
  WEBHOOK_LEFT: 'A webhook that was deleted is there again.',
  INTERNAL: 'A defect in sluice itself.',
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

/**
 * The one family of faults. Verdicts are data and never thrown; a fault is thrown and says what, where, why and what to do.
 * The message names the subject and the fix and never quotes the content of an object under review.
 */
export class SluiceError extends Error {
  override readonly name = 'SluiceError' as const;
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The message of anything that was thrown; JavaScript lets people throw strings. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
