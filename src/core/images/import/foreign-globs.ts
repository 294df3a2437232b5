import { parseImageGlob } from '../image-glob.ts';

/** Globs of sluice.yaml for a pattern of another tool, which may have matched less, or why there are none. */
export type GlobImport =
  | { readonly kind: 'globs'; readonly globs: readonly string[]; readonly wider?: string }
  | { readonly kind: 'fault'; readonly problem: string };

/**
 * A glob of ClusterImagePolicy: `*` and `**` as here, over the whole name with its tag. `*` and `*` `/*` alone are of Docker Hub.
 * Source: policy-controller pkg/apis/glob.
 */
export function clusterImagePolicyGlobs(glob: string): GlobImport {
  if (glob === '*') return { kind: 'globs', globs: ['docker.io/library/*'] };
  if (glob === '*/*') return { kind: 'globs', globs: ['docker.io/*/*'] };
  return withoutTag(glob, [(name) => name]);
}

/** A wildcard of Kyverno: `*` is any text, also across slashes, `?` one character, and `nginx` is `docker.io/nginx`. */
export function kyvernoGlobs(pattern: string): GlobImport {
  const stars = pattern.replaceAll(/\*+/g, '**');
  return withoutTag(stars.replaceAll('?', '*'), [hubName, (name) => name], pattern.includes('?'));
}

/** Official images stand under `library/` here, and under nothing there. */
const hubName = (name: string): string => name.replace(/^(?:docker\.io\/)?([^/.:*][^/.:]*)$/, 'docker.io/library/$1');

/** Signatures are of digests: a pattern for some tags becomes one for all. */
function withoutTag(text: string, forms: readonly ((name: string) => string)[], isWide = false): GlobImport {
  const segment = text.lastIndexOf('/') + 1;
  const mark = /[:@]/.exec(text.slice(segment))?.index;
  const isPort = mark !== undefined && segment === 0 && text.includes('/');
  const name = mark === undefined || isPort ? text : text.slice(0, segment + mark);
  const tag = text.slice(name.length);
  const globs = [...new Set(forms.map((form) => wholeForm(form(name))))];
  if (globs.includes(undefined)) return { kind: 'fault', problem: `is "${text}", which names no image` };
  const isAnyTag = tag === '' || /^[:@](?:sha256:)?\*+$/.test(tag);
  return {
    kind: 'globs',
    globs: globs.flatMap((glob) => glob ?? []),
    ...(isAnyTag && !isWide
      ? {}
      : { wider: isAnyTag ? 'has "?", which becomes "*"' : 'is for some tags, and becomes one for all' }),
  };
}

function wholeForm(name: string): string | undefined {
  const reading = parseImageGlob(name);
  if (reading.kind === 'glob') return reading.glob;
  // `*/web`: of any registry, or of none.
  const any = name.startsWith('*') ? parseImageGlob(`**${name.replace(/^\*+/, '')}`) : reading;
  return any.kind === 'glob' ? any.glob : undefined;
}
