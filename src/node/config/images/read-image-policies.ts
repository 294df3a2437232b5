import path from 'node:path';
import type { Authority } from '../../../core/images/authority.ts';
import type { ImportNote, TakeNote, WrittenAuthority } from '../../../core/images/import/image-import.ts';
import {
  IMAGE_POLICY_MARKS,
  importImagePolicy,
  isImagePolicy,
} from '../../../core/images/import/import-image-policy.ts';
import { refusedAuthority } from '../../../core/images/import/written-authority.ts';
import { PUBLIC_GOOD } from '../../../core/images/authority.ts';
import type { Difference } from '../../../core/import/gatekeeper-differences.ts';
import type { Document } from '../../../core/documents/document.ts';
import { visible } from '../../../core/report/safe-text.ts';
import type { JsonObject } from '../../../core/model/json.ts';
import type { Resource } from '../../../core/model/resource.ts';
import { toResources } from '../../../core/resources/to-resources.ts';
import { MAX_FILE_BYTES, parseFile } from '../../documents/parse-file.ts';
import { readSource } from '../../evaluation/source.ts';
import type { FoundFile } from '../../files/walk-files.ts';
import { fieldName } from '../explain-fault.ts';
import { toAuthority } from './to-authority.ts';

/** What the policies about images of one file became. */
export interface ImagePolicies {
  /** How many policies there are. */
  readonly policies: number;
  readonly authorities: readonly { readonly written: JsonObject; readonly authority: Authority }[];
  /** What is not as it was: never weaker. */
  readonly differences: readonly Difference[];
  /** What nothing could be made of, and would be missing. */
  readonly faults: readonly Difference[];
}

const NONE: ImagePolicies = { policies: 0, authorities: [], differences: [], faults: [] };

/** Reads the ClusterImagePolicies and Kyverno policies of a file as authorities. */
export function readImagePolicies(file: FoundFile, trustRoots: readonly string[] = [PUBLIC_GOOD]): ImagePolicies {
  const read = readSource(file, MAX_FILE_BYTES);
  if (read.kind === 'fault') return { ...NONE, faults: [{ place: file.path, message: read.message }] };
  const bytes = Buffer.from(read.bytes.buffer, read.bytes.byteOffset, read.bytes.byteLength);
  if (!IMAGE_POLICY_MARKS.some((mark) => bytes.includes(mark))) return NONE;
  const { documents, faults } = parseFile(bytes);
  const all = documents.flatMap((document) =>
    toResources(document)
      .filter(isImagePolicy)
      .map((resource) => readPolicy(file.path, document, resource, trustRoots)),
  );
  return {
    policies: all.length,
    authorities: all.flatMap(({ authorities }) => authorities),
    differences: all.flatMap(({ differences }) => differences),
    faults: [
      ...faults.map(({ line, column, message }) => ({ place: `${file.path}:${line}:${column}`, message })),
      ...all.flatMap((one) => one.faults),
    ],
  };
}

function readPolicy(
  file: string,
  document: Document,
  resource: Resource,
  trustRoots: readonly string[],
): Omit<ImagePolicies, 'policies'> {
  const imported = importImagePolicy(resource, trustRoots);
  const notes: ImportNote[] = [...imported.notes];
  const note: TakeNote = (effect, at, message) => void notes.push({ effect, at, message });
  const authorities = imported.authorities.map((one) => checked(one, trustRoots, note));
  const { kind, name } = resource.identity;
  const toDifference = ({ at, message }: ImportNote): Difference => {
    const { line, column } = document.locate([...resource.pathInDocument, ...at]);
    return { place: `${file}:${line}:${column}`, message: visible(`${kind} ${name}: ${message}`) };
  };
  return {
    authorities,
    differences: notes.filter(({ effect }) => effect !== 'unread').map(toDifference),
    faults: notes.filter(({ effect }) => effect === 'unread').map(toDifference),
  };
}

/** What is written of a policy must hold as what people write: else its images are refused, and the reason is told. */
function checked(
  { at, value }: WrittenAuthority,
  trustRoots: readonly string[],
  note: TakeNote,
): ImagePolicies['authorities'][number] {
  const problems: string[] = [];
  const context = {
    toAbsolute: (one: string): string => path.resolve(one),
    trustRoots,
    complain: (field: readonly (string | number)[], problem: string) =>
      void problems.push(`${fieldName(field)} ${problem}`),
    notice: (_: unknown, problem: string) => note('different', at, problem),
  };
  const authority = toAuthority(value, [], context);
  const [problem] = problems;
  if (problem === undefined) return { written: value, authority };
  const { name, images, exclude, action } = authority;
  const refused = refusedAuthority({ at, name, images, exclude, action }, problem, note);
  return { written: refused.value, authority: toAuthority(refused.value, [], context) };
}
