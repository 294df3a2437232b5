/** Kinds become names of resources in a cluster, which are at most this long. */
const MOST_CHARACTERS = 63;

/**
 * The kind of the constraints of an exported policy: `required-labels` is `SluiceRequiredLabels`. Undefined where the name gives
 * no kind that Kubernetes would accept.
 */
export function toKindName(policy: string, suffix = ''): string | undefined {
  const words = policy.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const kind = `Sluice${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')}${suffix}`;
  return words.length === 0 || kind.length > MOST_CHARACTERS ? undefined : kind;
}
