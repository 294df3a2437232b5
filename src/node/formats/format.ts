/** conftest's formats, by the names that it gives them. */
export const INPUT_FORMATS = [
  'codeowners',
  'cue',
  'cyclonedx',
  'dockerfile',
  'dotenv',
  'edn',
  'groovy',
  'hcl1',
  'hcl2',
  'hocon',
  'ignore',
  'ini',
  'json',
  'jsonc',
  'jsonnet',
  'nginx',
  'properties',
  'spdx',
  'textproto',
  'toml',
  'vcl',
  'xml',
  'yaml',
] as const;

export type Format = (typeof INPUT_FORMATS)[number];

/** A format that Kubernetes does not read. */
export type ForeignFormat = Exclude<Format, 'json' | 'yaml'>;

/** Narrows a name that somebody gave. */
export const isFormat = (name: string): name is Format => INPUT_FORMATS.some((format) => format === name);

/** Narrows to what conftest's parsers read here; manifests have a reader of their own. */
export const isForeign = (format: Format | undefined): format is ForeignFormat =>
  format !== undefined && format !== 'json' && format !== 'yaml';

/** The names that conftest 0.71 knows, lower case. The first one that fits counts, as in its own table. */
const SIGNS: readonly (readonly [format: Format, sign: RegExp])[] = [
  ['dockerfile', /^dockerfile(\.|$)|\.dockerfile$/],
  ['yaml', /\.ya?ml$/],
  ['hcl2', /\.(hcl|tf|tfvars)$/],
  ['ignore', /\.(gitignore|dockerignore)$/],
  ['dotenv', /^\.env(\.|$)|\.env$/],
  ['nginx', /^nginx\.conf$/],
  ['groovy', /^jenkinsfile(\.|$)/],
  ['textproto', /\.(textproto|textpb)$/],
  ['codeowners', /^codeowners$/],
];

/** Most names bear none, and are asked about again and again. */
const ANY_SIGN = new RegExp(SIGNS.map(([, sign]) => sign.source).join('|'));

/**
 * The format that conftest takes a file for, by its name alone; undefined where conftest refuses to read it.
 * @param path with `/` on every platform
 */
export function formatOf(path: string): Format | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const [known] = (ANY_SIGN.test(name) ? SIGNS.find(([, sign]) => sign.test(name)) : undefined) ?? [];
  if (known !== undefined) return known;
  const extension = name.slice(name.lastIndexOf('.') + 1);
  return name.includes('.') && isFormat(extension) ? extension : undefined;
}
