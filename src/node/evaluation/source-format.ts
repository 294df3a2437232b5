import { formatOf, isForeign, type Format } from '../formats/format.ts';
import type { Source } from './source.ts';

/**
 * How a source is read: by `parser` if one is given, else by its name. A file that was asked for and whose name says nothing is
 * read as a manifest, and so is standard input.
 */
export const formatOfSource = ({ path }: Pick<Source, 'path'>, parser: Format | undefined): Format =>
  parser ?? formatOf(path) ?? 'yaml';

/** Whether a source holds no manifest, and is read by conftest's parsers. */
export const isForeignSource = (source: Pick<Source, 'path'>, parser: Format | undefined): boolean =>
  isForeign(formatOfSource(source, parser));
