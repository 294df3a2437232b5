import { DOCKER_HUB, isDockerHub } from './reference.ts';

export type ImageGlobReading =
  | { readonly kind: 'glob'; readonly glob: string }
  /** `problem` goes behind the name of the field. */
  | { readonly kind: 'fault'; readonly problem: string };

const LONGEST = 512;
const REGISTRY = /^(?:\[[0-9a-f:]+\]|[a-z0-9.*-]+)(?::[0-9*]{1,5})?$/;
const REPOSITORY = /^[a-z0-9._*/-]+$/;

/**
 * Brings a glob over images into its whole form, `registry/repository`, as names of images are: `nginx` is
 * `docker.io/library/nginx`, unless a `**` stands for what may hold slashes. What begins with `**` is of any registry. What could mean two things is a fault, never a guess.
 */
export function parseImageGlob(text: string): ImageGlobReading {
  if (text.length > LONGEST) return fault(`has more than ${LONGEST} characters`);
  if (text.includes('@')) return fault(`has a digest; write ${text.slice(0, text.indexOf('@')) || 'a name'} alone`);
  const colon = text.indexOf(':', text.lastIndexOf('/') + 1);
  if (colon > 0 && !isPortAlone(text))
    return fault(`has a tag; a signature is of every tag alike, so write ${text.slice(0, colon)}`);
  const strange = /[^A-Za-z0-9._*/:[\]-]/.exec(text)?.[0];
  if (strange !== undefined) return fault(`has ${JSON.stringify(strange)}; a glob has names, "*" and "**"`);
  if (text.includes('***')) return fault('has "***"; "*" is any text without a slash, "**" any text');
  return toWholeForm(text);
}

const fault = (problem: string): ImageGlobReading => ({ kind: 'fault', problem });

const isPortAlone = (text: string): boolean => !text.includes('/') && /^(?:localhost|.*\..*|\[.*\]):[0-9]+$/.test(text);

function toWholeForm(text: string): ImageGlobReading {
  const slash = text.indexOf('/');
  const first = slash < 0 ? '' : text.slice(0, slash);
  if (text.startsWith('**')) return checked('', text);
  if (text === '*') return ambiguous('*', `${DOCKER_HUB}/library/*`, '**');
  if (/[.:[]/.test(first) || first === 'localhost') return inRegistry(first.toLowerCase(), text.slice(slash + 1));
  if (first.includes('*')) return ambiguous(text, `${DOCKER_HUB}/${text}`, `**/${text.slice(slash + 1)}`);
  if (slash < 0 && /\.[a-z]+$|:/.test(text) && !text.includes('*'))
    return fault(`is a registry alone; write ${text}/**, which is all that it has`);
  return inRegistry(DOCKER_HUB, text);
}

const ambiguous = (text: string, hub: string, all: string): ImageGlobReading =>
  fault(`is "${text}", which means one thing on Docker Hub and another everywhere; write ${hub} or ${all}`);

function inRegistry(registry: string, repository: string): ImageGlobReading {
  if (!REGISTRY.test(registry)) return fault(`begins with "${registry}", which is no registry`);
  if (!isDockerHub(registry)) return checked(`${registry}/`, repository);
  return checked(
    `${DOCKER_HUB}/`,
    repository.includes('/') || repository.includes('**') ? repository : `library/${repository}`,
  );
}

function checked(registry: string, repository: string): ImageGlobReading {
  if (repository === '' || repository === 'library/')
    return fault('names a registry and no repository; write REGISTRY/**');
  if (repository !== repository.toLowerCase()) return fault('has capitals; a repository is written in lower case');
  if (!REPOSITORY.test(repository) || /^\/|\/\/|\/$/.test(repository))
    return fault(`has "${repository}", which is no name of a repository`);
  return { kind: 'glob', glob: `${registry}${repository}` };
}
