/** A file in an archive, and how it is called: `charts/app.tgz!app/values.yaml`. */
export interface ArchiveFile {
  readonly kind: 'file';
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What could not be read, and why: nothing is known of it. */
export interface ArchiveFault {
  readonly kind: 'fault';
  readonly path: string;
  readonly reason: string;
}

export type ArchiveEntry = ArchiveFile | ArchiveFault;

/** Stands between an archive and what is in it. */
const INSIDE = '!';

/**
 * How a file in an archive is called. Its name is a label and no path to follow: what would lead elsewhere is left out, and so are
 * characters that do something to terminals.
 */
export function pathInside(archive: string, name: string): string {
  const parts = name.split(/[\\/]+/).filter((part) => part !== '' && part !== '.' && part !== '..');
  return `${archive}${INSIDE}${parts.join('/').replaceAll(/\p{Cc}/gu, '?')}`;
}
