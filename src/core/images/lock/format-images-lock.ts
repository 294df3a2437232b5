import { compareText } from '../../compare-text.ts';
import { canonicalJson } from '../../evaluate/canonical-json.ts';
import type { ImagesLock, LockedImage } from './images-lock.ts';

/**
 * The text of a lock file. Equal locks give equal text, and a change of one image changes the lines of that image alone, so
 * that two branches which lock different images can be merged.
 */
export function formatImagesLock({ images }: ImagesLock): string {
  const groups = [...images]
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([name, image]) => `    ${JSON.stringify(name)}: ${imageText(image)}`);
  return `{\n  "version": 1,\n  "images": {${groups.length === 0 ? '' : `\n${groups.join(',\n')}\n  `}}\n}\n`;
}

const imageText = ({ digest, authorities, verifiedOn, finding }: LockedImage): string =>
  block(
    [
      ['digest', JSON.stringify(digest)],
      ['authorities', JSON.stringify(authorities)],
      ['verifiedOn', JSON.stringify(verifiedOn)],
      [
        'finding',
        block(
          Object.entries(finding)
            .filter(([, value]) => value !== undefined)
            .toSorted(([a], [b]) => compareText(a, b))
            .map(([key, value]) => [key, valueText(value)] as const),
          8,
        ),
      ],
    ],
    6,
  );

function block(members: readonly (readonly [string, string])[], indent: number): string {
  const lines = members.map(([key, text]) => `${' '.repeat(indent)}${JSON.stringify(key)}: ${text}`);
  return `{\n${lines.join(',\n')}\n${' '.repeat(indent - 2)}}`;
}

/** An item of a list is a line. */
function valueText(value: unknown): string {
  if (!Array.isArray(value) || value.length === 0) return canonicalJson(value);
  const lines = value.map((item) => `${' '.repeat(10)}${canonicalJson(item)}`);
  return `[\n${lines.join(',\n')}\n${' '.repeat(8)}]`;
}
