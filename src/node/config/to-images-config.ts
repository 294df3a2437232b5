import { parseImagePath } from '../../core/images/image-path.ts';
import { PUBLIC_GOOD, type Authority } from '../../core/images/authority.ts';
import type { ImagePlaces } from '../../core/images/find-image-uses.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../core/model/json.ts';
import type { FieldPath } from '../../core/model/location.ts';
import { fieldName } from './explain-fault.ts';
import { DEFAULT_IMAGES_CONFIG, type ImagesConfig } from './images-config.ts';
import { readImports } from './images/read-imports.ts';
import { readTrustRoot } from './images/read-trust-root.ts';
import { toAuthority } from './images/to-authority.ts';
import type { PathContext } from './path-context.ts';
import { rebaseIgnore } from './rebase-ignore.ts';

type Complain = (path: FieldPath, message: string) => void;

/**
 * The part of a config that is about images. The schema has said that every field has its type. Keys and trust roots are read
 * here, so that a run that has begun does not fail for want of them.
 */
export function toImagesConfig(value: JsonValue | undefined, paths: PathContext, complain: Complain): ImagesConfig {
  if (!isJsonObject(value)) return DEFAULT_IMAGES_CONFIG;
  const { lock, staleIfErrorHours, cacheMinutes } = value;
  const notices: string[] = [];
  const trustRoots = readTrustRoots(objects(value['trustRoots']), paths, complain);
  const context = {
    toAbsolute: paths.toAbsolute,
    trustRoots: [PUBLIC_GOOD, ...Object.keys(trustRoots)],
    complain: (at: FieldPath, problem: string) => complain(at, `${fieldName(at)} ${problem}`),
    notice: (at: FieldPath, problem: string) => void notices.push(`${fieldName(at)} ${problem}`),
  };
  const written = objects(value['authorities']);
  const authorities = written.map((one, index) => toAuthority(one, ['images', 'authorities', index], context));
  complainAboutRepeats(written, ['images', 'authorities'], complain);
  const imported = readImports(texts(value['imports']), paths, context);
  return {
    authorities: [...authorities, ...withOtherNames(imported.authorities, authorities)],
    trustRoots,
    places: objects(value['paths']).flatMap((one, index) => toPlaces(one, ['images', 'paths', index], complain)),
    lock: paths.toAbsolute(typeof lock === 'string' ? lock : 'images.lock.json'),
    staleIfErrorHours:
      typeof staleIfErrorHours === 'number' ? staleIfErrorHours : DEFAULT_IMAGES_CONFIG.staleIfErrorHours,
    cacheMinutes: typeof cacheMinutes === 'number' ? cacheMinutes : DEFAULT_IMAGES_CONFIG.cacheMinutes,
    evidence: rebaseIgnore(texts(value['evidence']), paths.folder, paths.cwd),
    notices: [...notices, ...imported.notices],
  };
}

/** An imported authority that is called like another gets a number. */
function withOtherNames(imported: readonly Authority[], own: readonly Authority[]): readonly Authority[] {
  const taken = new Set(own.map(({ name }) => name));
  return imported.map((one) => {
    let name = one.name;
    for (let count = 2; taken.has(name); count += 1) name = `${one.name}-${count}`;
    taken.add(name);
    return { ...one, name };
  });
}

function readTrustRoots(
  list: readonly JsonObject[],
  { toAbsolute }: PathContext,
  complain: Complain,
): Readonly<Record<string, string>> {
  complainAboutRepeats(list, ['images', 'trustRoots'], complain);
  return Object.fromEntries(
    list.map((one, index) => {
      const at = ['images', 'trustRoots', index];
      const name = text(one['name']);
      if (name === PUBLIC_GOOD)
        complain([...at, 'name'], `${fieldName(at)}.name is "${name}", which is always there; give yours another`);
      const file = text(one['file']);
      const root = readTrustRoot(toAbsolute(file));
      if (root.kind === 'fault') complain([...at, 'file'], `${fieldName(at)}.file names ${file}: ${root.problem}`);
      return [name, root.kind === 'root' ? root.json : ''];
    }),
  );
}

function toPlaces(value: JsonObject, at: FieldPath, complain: Complain): readonly ImagePlaces[] {
  const paths = texts(value['paths']).flatMap((one, index) => {
    const path = parseImagePath(one);
    if (path !== undefined) return [path];
    const field = [...at, 'paths', index];
    complain(field, `${fieldName(field)} is ${JSON.stringify(one)}; write fields as in spec.components[*].image`);
    return [];
  });
  return objects(value['kinds']).map((one) => ({ groups: texts(one['apiGroups']), kinds: texts(one['kinds']), paths }));
}

function complainAboutRepeats(list: readonly JsonObject[], field: FieldPath, complain: Complain): void {
  const names = list.map((one) => text(one['name']));
  for (const [index, name] of names.entries()) {
    const before = names.indexOf(name);
    if (before === index) continue;
    const at = [...field, index];
    complain([...at, 'name'], `${fieldName(at)}.name is "${name}", which ${fieldName([...field, before])} has already`);
  }
}

const text = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');

const texts = (value: JsonValue | undefined): readonly string[] => (Array.isArray(value) ? value.map(text) : []);

const objects = (value: JsonValue | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : [];
