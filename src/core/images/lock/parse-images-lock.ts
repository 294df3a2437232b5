import { SluiceError } from '../../errors.ts';
import { isDay } from '../../is-day.ts';
import { isJsonObject, type JsonObject } from '../../model/json.ts';
import { visible } from '../../report/safe-text.ts';
import type { ImageFinding } from '../image-fact.ts';
import { isDigest } from '../reference.ts';
import { isImageFinding } from './image-finding-shape.ts';
import type { ImagesLock, LockedImage } from './images-lock.ts';

/** Some hundred images with long lists of packages have less. */
const LONGEST = 64 * 1024 * 1024;
const MOST_IMAGES = 50_000;

const WRITE_ANEW = 'restore it from Git, or write it anew with "sluice image lock"';

/**
 * Reads a lock file of images. All of it must be understood: half a lock would hold nothing.
 * @param file what messages call it
 * @throws SluiceError CONFIG_INVALID
 */
export function parseImagesLock(text: string, file: string): ImagesLock {
  const complain = (problem: string): SluiceError => new SluiceError('CONFIG_INVALID', `${file} ${problem}`);
  if (text.length > LONGEST) throw complain(`has more than ${LONGEST} characters`);
  const conflict = conflictLine(text);
  if (conflict !== undefined)
    throw complain(
      `has the marks of a merge conflict in line ${conflict}; take either side (git checkout --ours ${file}), then run "sluice image lock"`,
    );
  const value = parse(text);
  if (!isJsonObject(value)) throw complain(`is damaged: it is no JSON object; ${WRITE_ANEW}`);
  const { version, images } = value;
  if (version !== 1)
    throw complain(`has version ${visible(JSON.stringify(version) ?? 'none')}, and this sluice reads version 1`);
  if (!isJsonObject(images)) throw complain(`is damaged: it has no "images"; ${WRITE_ANEW}`);
  const entries = Object.entries(images);
  if (entries.length > MOST_IMAGES) throw complain(`has more than ${MOST_IMAGES} images`);
  return {
    images: new Map(
      entries.map(([name, entry]) => {
        const locked = isJsonObject(entry) ? toLockedImage(name, entry) : undefined;
        if (locked === undefined) throw complain(`is damaged at the image ${visible(name)}; ${WRITE_ANEW}`);
        return [name, locked];
      }),
    ),
  };
}

/** Of the first mark that Git leaves, from 1. No JSON has a line that begins so. */
function conflictLine(text: string): number | undefined {
  const mark = /^(?:<{7}|={7}|>{7}|\|{7})(?: |\r?$)/m.exec(text);
  return mark === null ? undefined : text.slice(0, mark.index).split('\n').length;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch {
    return undefined;
  }
}

function toLockedImage(name: string, value: JsonObject): LockedImage | undefined {
  const { digest, authorities, verifiedOn, finding } = value;
  if (typeof digest !== 'string' || !isDigest(digest)) return undefined;
  if (typeof authorities !== 'string' || !/^[0-9a-f]{64}$/.test(authorities)) return undefined;
  if (typeof verifiedOn !== 'string' || !isDay(verifiedOn)) return undefined;
  if (!isImageFinding(finding) || finding.digest !== digest || !isOf(finding, name)) return undefined;
  return { digest, authorities, verifiedOn, finding };
}

/** An entry that was copied under another name says nothing of that image. */
const isOf = ({ registry, repository }: ImageFinding, name: string): boolean =>
  [':', '@'].some((mark) => name.startsWith(`${registry}/${repository}${mark}`));
