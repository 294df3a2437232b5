import { readFileSync, realpathSync } from 'node:fs';
import type { Document, ParsedFile } from '../../../core/documents/document.ts';
import { messageOf, SluiceError } from '../../../core/errors.ts';
import type { ImagePlaces } from '../../../core/images/find-image-uses.ts';
import { editPins, pinnedName, type Pin } from '../../../core/images/pin/edit-pins.ts';
import { pinTargets, type PinTarget } from '../../../core/images/pin/pin-target.ts';
import { formatReference, parseReference, readReference, type Reference } from '../../../core/images/reference.ts';
import type { Location } from '../../../core/model/location.ts';
import type { Skipped } from '../../../core/model/report.ts';
import { visible } from '../../../core/report/safe-text.ts';
import { asKustomization } from '../../../core/resources/as-kustomization.ts';
import { toResources } from '../../../core/resources/to-resources.ts';
import { MAX_FILE_BYTES, parseFile } from '../../documents/parse-file.ts';
import { readSource } from '../../evaluation/source.ts';
import type { FoundFile } from '../../files/walk-files.ts';
import { writeFileAtomically } from '../../output/write-file-atomically.ts';
import type { ImageRegistry } from '../image-registry.ts';

export interface PinRequest {
  readonly files: readonly FoundFile[];
  readonly places: readonly ImagePlaces[];
  /**
   * `write`: digests are written where there are none; `update`: tags of pinned images are resolved anew, too; `check`: nothing
   * is asked and nothing is written.
   */
  readonly mode: 'write' | 'update' | 'check';
  readonly registry: ImageRegistry;
}

/** One place where an image is named, and what came of it. */
export interface PinResult extends Location {
  readonly image: string;
  /**
   * `pinned`: a digest was written; `updated`: another was; `current`: it is pinned; `unpinned`: it is not, and nothing was to be
   * written; `failed`: it could not be pinned.
   */
  readonly status: 'pinned' | 'updated' | 'current' | 'unpinned' | 'failed';
  readonly after?: string;
  readonly problem?: string;
}

/** Files that could not be looked at, or not in whole. */
export interface PinFault extends Location {
  readonly message: string;
}

export interface PinOutcome {
  readonly results: readonly PinResult[];
  readonly faults: readonly PinFault[];
  /** Documents in which no image was looked for: they are no Kubernetes objects, such as the values of a chart. */
  readonly skipped: readonly Skipped[];
  /** Files that were changed. */
  readonly changed: readonly string[];
}

/** Pins the images of some files to the digests that their registries have for them now. A file is written whole or not at all. */
export async function pinFiles(request: PinRequest): Promise<PinOutcome> {
  const read = distinctFiles(request.files).map((file) => readPinFile(file, request.places));
  const wanted = read.flatMap(({ targets }) => targets.filter((target) => isToResolve(target, request.mode)));
  const digests = await resolveAll(
    request.registry,
    wanted.map(({ target }) => target.image),
  );
  const written = read.map((file) => pinFile(file, digests, request.mode));
  return {
    results: written.flatMap(({ results }) => results),
    faults: read.flatMap(({ faults }) => faults),
    skipped: read.flatMap(skippedOf),
    changed: written.flatMap(({ changed }) => changed),
  };
}

/** A file that is reached by two names is one. */
function distinctFiles(files: readonly FoundFile[]): readonly FoundFile[] {
  const seen = new Set<string>();
  return files.filter(({ absolute }) => {
    const real = realOf(absolute);
    return !seen.has(real) && seen.add(real);
  });
}

function realOf(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    // Gone since it was found; reading it says so.
    return file;
  }
}

interface PlacedTarget {
  readonly document: Document;
  readonly target: PinTarget;
  readonly reference: Reference | string;
}

interface PinFile {
  readonly file: FoundFile;
  readonly bytes: Uint8Array;
  readonly parsed: ParsedFile;
  readonly targets: readonly PlacedTarget[];
  readonly faults: readonly PinFault[];
}

const NO_DOCUMENTS: ParsedFile = { documents: [], faults: [], empty: 0 };

function readPinFile(file: FoundFile, places: readonly ImagePlaces[]): PinFile {
  const read = readSource(file, MAX_FILE_BYTES);
  const nothing = { file, bytes: new Uint8Array(), parsed: NO_DOCUMENTS, targets: [] };
  if (read.kind === 'fault')
    return { ...nothing, faults: [{ file: file.path, line: 1, column: 1, message: read.message }] };
  const parsed = parseFile(read.bytes);
  return {
    file,
    bytes: read.bytes,
    parsed,
    targets: parsed.documents.flatMap((document) =>
      pinTargets(file.path, document, places).map((target) => ({
        document,
        target,
        reference: readReference(target.image),
      })),
    ),
    faults: parsed.faults.map(({ line, column, message }) => ({ file: file.path, line, column, message })),
  };
}

function skippedOf({ file, parsed: { documents } }: PinFile): readonly Skipped[] {
  return documents
    .filter((document) => toResources(asKustomization(file.path, document)).length === 0)
    .map(({ startLine }) => ({ file: file.path, reason: `line ${startLine}: not a Kubernetes object` }));
}

/** A digest without a tag says itself what it is: there is nothing to look up. */
const isToResolve = ({ reference }: PlacedTarget, mode: PinRequest['mode']): boolean =>
  typeof reference !== 'string' &&
  mode !== 'check' &&
  (reference.digest === undefined || (mode === 'update' && reference.tag !== undefined));

type Digests = ReadonlyMap<string, { readonly digest: string } | { readonly problem: string }>;

/** Registries bound themselves how much they are asked at once. */
async function resolveAll(registry: ImageRegistry, images: readonly string[]): Promise<Digests> {
  const tags = new Map(images.map((image) => [tagKey(parseReference(image)), withoutDigest(parseReference(image))]));
  const answers = [...tags].map(async ([key, reference]) => {
    const answer = await registry.readImage(reference);
    return [key, answer.kind === 'ok' ? { digest: answer.value.digest } : { problem: answer.message }] as const;
  });
  return new Map(await Promise.all(answers));
}

const withoutDigest = ({ registry, repository, tag }: Reference): Reference => ({
  registry,
  repository,
  ...(tag === undefined ? {} : { tag }),
});

const tagKey = (reference: Reference): string => formatReference(withoutDigest(reference));

interface WrittenFile {
  readonly results: readonly PinResult[];
  readonly changed: readonly string[];
}

function pinFile(read: PinFile, digests: Digests, mode: PinRequest['mode']): WrittenFile {
  const { file, bytes, parsed, targets } = read;
  const pins = targets.flatMap((one) => (isToResolve(one, mode) ? toPin(one, digests) : []));
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  // UTF-16 would come out as UTF-8.
  const isUtf8 = pins.length > 0 && Buffer.from(text).equals(bytes);
  const edited = isUtf8
    ? editPins(text, parsed, pins)
    : { text, refused: pins.map((pin) => ({ pin, problem: NO_UTF8 })) };
  const problem = edited.text === text ? undefined : write(file, bytes, edited.text);
  const refused = new Map(
    problem === undefined
      ? edited.refused.map((one) => [one.pin.target, one.problem])
      : pins.map((pin) => [pin.target, problem]),
  );
  const results = targets.map((one) => toResult(file, one, digests, refused, mode));
  return { results, changed: edited.text === text || problem !== undefined ? [] : [file.path] };
}

const NO_UTF8 = 'is in a file that is no UTF-8; save it as UTF-8';

function toPin({ document, target, reference }: PlacedTarget, digests: Digests): readonly Pin[] {
  if (typeof reference === 'string') return [];
  const found = digests.get(tagKey(reference));
  return found === undefined || 'problem' in found || found.digest === reference.digest
    ? []
    : [{ document, target, digest: found.digest }];
}

/** What somebody wrote in the meantime is not written over. */
function write(file: FoundFile, before: Uint8Array, text: string): string | undefined {
  try {
    if (!readFileSync(file.absolute).equals(before))
      return 'is in a file that was changed in the meantime; run it again';
    writeFileAtomically(file.absolute, [text]);
    return undefined;
  } catch (error) {
    if (error instanceof SluiceError) return error.message;
    return `is in a file that cannot be read any more: ${messageOf(error)}`;
  }
}

function toResult(
  file: FoundFile,
  { document, target, reference }: PlacedTarget,
  digests: Digests,
  refused: ReadonlyMap<PinTarget, string>,
  mode: PinRequest['mode'],
): PinResult {
  const { line, column } = document.locate(target.path);
  const base = { file: file.path, line, column, image: target.image };
  const failed = (problem: string): PinResult => ({ ...base, status: 'failed', problem: visible(problem) });
  if (typeof reference === 'string') return failed(reference);
  const isPinned = reference.digest !== undefined;
  const found = isToResolve({ document, target, reference }, mode) ? digests.get(tagKey(reference)) : undefined;
  if (found === undefined) return { ...base, status: isPinned ? 'current' : 'unpinned' };
  if ('problem' in found) return failed(found.problem);
  if (found.digest === reference.digest) return { ...base, status: 'current' };
  const problem = refused.get(target);
  if (problem !== undefined) return failed(problem);
  return { ...base, status: isPinned ? 'updated' : 'pinned', after: pinnedName(target.image, found.digest) };
}
