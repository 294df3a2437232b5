import { toResources } from '../../core/resources/to-resources.ts';
import { findImageUses, type ImagePlaces } from '../../core/images/find-image-uses.ts';
import { MAX_FILE_BYTES, parseFile } from '../documents/parse-file.ts';
import { readSource, type Source } from '../evaluation/source.ts';

/**
 * The names of all images that the objects of some manifests use, as they are written, each once and in order. What cannot be
 * read or parsed names none here; whoever judges it says so.
 */
export function imagesInSources(sources: readonly Source[], places: readonly ImagePlaces[]): readonly string[] {
  const names = new Set<string>();
  for (const source of sources) {
    for (const name of imagesIn(source, places)) names.add(name);
  }
  return [...names].sort();
}

/** Cheap test before a parse: where no kind has places of its own, every image is below a key of this name. */
const MAY_NAME = Buffer.from('image');

function imagesIn(source: Source, places: readonly ImagePlaces[]): readonly string[] {
  const read = readSource(source, MAX_FILE_BYTES);
  if (read.kind === 'fault') return [];
  const bytes = Buffer.from(read.bytes.buffer, read.bytes.byteOffset, read.bytes.byteLength);
  // Text of two bytes a character hides the word from the test.
  if (places.length === 0 && !bytes.includes(MAY_NAME) && !bytes.includes(0)) return [];
  return parseFile(read.bytes)
    .documents.flatMap(toResources)
    .flatMap(({ object }) => findImageUses(object, places))
    .map(({ image }) => image);
}
