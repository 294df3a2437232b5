import { SluiceError } from '../../core/errors.ts';
import { isArchiveName } from './source-kind.ts';
import { SourceFiles, type SourceFile } from './source-file.ts';
import { invalidSource } from './source-url.ts';
import { unpackArchive } from './unpack-archive.ts';
import type { BundleForm } from './to-bundle.ts';

/** What a ConfigMap of a cluster holds, as the API server gives it, or why that is not known. Plain data. */
export type ConfigMapContent =
  | { readonly data: Readonly<Record<string, string>>; readonly binaryData: Readonly<Record<string, string>> }
  | { readonly problem: string };

export interface ConfigMapName {
  readonly namespace: string;
  readonly name: string;
}

const PREFIX = 'configmap://';
const NAME = /^[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?$/;

export const isConfigMapSource = (given: string): boolean => given.startsWith(PREFIX);

/** Reads `configmap://NAMESPACE/NAME`. @throws SluiceError REFERENCE_INVALID */
export function parseConfigMapSource(given: string): ConfigMapName {
  const [namespace = '', name = '', ...rest] = given.slice(PREFIX.length).split('/');
  if (rest.length === 0 && NAME.test(namespace) && NAME.test(name)) return { namespace, name };
  throw invalidSource(given, 'write configmap://NAMESPACE/NAME');
}

/** The files of a ConfigMap: its keys, or those of the one bundle that it holds. */
export interface ConfigMapFiles {
  readonly files: readonly SourceFile[];
  readonly form: BundleForm;
}

/** @throws SluiceError POLICY_NOT_FOUND, BUNDLE_INVALID */
export async function filesOfConfigMap(given: string, content: ConfigMapContent | undefined): Promise<ConfigMapFiles> {
  if (content === undefined)
    throw new SluiceError(
      'POLICY_NOT_FOUND',
      `${given} is read by "sluice serve -p ${given}" alone; name a folder or a bundle here`,
    );
  if ('problem' in content) throw new SluiceError('POLICY_NOT_FOUND', `${given}: ${content.problem}`);
  const entries = [
    ...Object.entries(content.data).map(([path, text]) => ({ path, bytes: Buffer.from(text) })),
    ...Object.entries(content.binaryData).map(([path, text]) => ({ path, bytes: Buffer.from(text, 'base64') })),
  ];
  const archive = entries.find(({ path }) => isArchiveName(path));
  if (archive === undefined) return { files: within(given, entries), form: 'folder' };
  if (entries.length > 1)
    throw new SluiceError(
      'BUNDLE_INVALID',
      `${given} holds the bundle ${archive.path} and more; put each bundle into a ConfigMap of its own`,
    );
  return { files: await unpackArchive(archive.bytes, given), form: 'bundle' };
}

function within(given: string, entries: readonly SourceFile[]): readonly SourceFile[] {
  const files = new SourceFiles(given);
  for (const entry of entries) {
    files.announce(entry.path, entry.bytes.length);
    files.add(entry);
  }
  return files.all();
}
