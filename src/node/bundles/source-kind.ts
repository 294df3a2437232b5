/** How a source from elsewhere begins. What begins otherwise is a path, or `sluice:NAME`. */
const REMOTE = /^(?:(?:oci|https?|configmap|git\+[a-z]+):\/\/|git::)/i;
const ARCHIVE = /\.(?:tar\.gz|tgz)$/i;

/** True for what has to be fetched; it is relative to nothing. */
export function isRemoteSource(given: string): boolean {
  return REMOTE.test(given);
}

/** True for the name of a bundle file. A folder may be called so, too. */
export function isArchiveName(given: string): boolean {
  return ARCHIVE.test(given);
}
