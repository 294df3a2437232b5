import { gunzipSync, gzipSync } from 'node:zlib';
import { canonicalJson } from '../../core/evaluate/canonical-json.ts';
import { textAt } from '../../core/gatekeeper/read-fields.ts';
import { isJsonObject, type JsonObject } from '../../core/model/json.ts';
import { sha256Of } from '../digest.ts';
import { toClusterObject, type ClusterObject } from './cluster-object.ts';

/** The API server takes objects of 1.5 MiB at most. */
const MOST_UNPACKED = 2 * 1024 * 1024;
const UID = /^[-a-z0-9]{1,64}$/i;

/** Whether an object can be kept: by its uid, which is unique for all time, and by a generation, which says what is later. */
export const canBeKept = ({ uid, generation }: Pick<ClusterObject, 'uid' | 'generation'>): boolean =>
  UID.test(uid) && generation > 0;

/** An object as bytes: it and the digest of it, compressed, in base64. */
export function packVersion(object: JsonObject): string {
  return gzipSync(JSON.stringify({ digest: sha256Of([canonicalJson(object)]), object })).toString('base64');
}

/** @returns undefined for whatever was not packed here, or is called by another uid. Who wrote it need not be trusted to have written sense */
export function unpackVersion(uid: string, packed: string): ClusterObject | undefined {
  try {
    const bytes = gunzipSync(Buffer.from(packed, 'base64'), { maxOutputLength: MOST_UNPACKED });
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    if (!isJsonObject(value) || !isJsonObject(value['object'])) return undefined;
    const { object } = value;
    const read = toClusterObject(object, '');
    // What decides, and nothing else, is what is kept.
    const isWhole =
      textAt(value, ['digest']) === sha256Of([canonicalJson(object)]) && canonicalJson(object) === read?.text;
    return isWhole && read.uid === uid && canBeKept(read) ? read : undefined;
  } catch {
    // Its text is none of a log's business.
    return undefined;
  }
}
