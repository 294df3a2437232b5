import { readFileSync } from 'node:fs';
import path from 'node:path';
import { SluiceError } from '../../core/errors.ts';
import { isJsonObject } from '../../core/model/json.ts';
import { packageRoot } from '../package-root.ts';

/** What the build wrote down about an artefact that it made. */
interface ArtefactManifest {
  /** Version of the library that it is made of, without `v`. */
  readonly library: string;
  /** Digest of our sources around it. */
  readonly sources: string;
}

export interface EngineManifest {
  /** Version of OPA, without `v`. */
  readonly opa: string;
  /** Digest of our sources around it. */
  readonly sources: string;
}

/** Artefacts by the library that each is made of. */
const LIBRARIES = { engine: 'opa', formats: 'conftest' } as const;

const known = new Map<string, ArtefactManifest>();

/**
 * What tells one engine from another without loading it: it is part of every cache key and of every policy-set digest.
 * @throws SluiceError ENGINE_MISSING when the package was not built
 */
export function engineVersion(): string {
  const { opa, sources } = engineManifest();
  return `opa ${opa} ${sources}`;
}

/**
 * What tells one reader of formats from another without loading it: it is part of the key of results about what it read.
 * @throws SluiceError ENGINE_MISSING when the package was not built
 */
export function formatsVersion(): string {
  const { library, sources } = artefactManifest('formats');
  return `conftest ${library} ${sources}`;
}

/** @throws SluiceError ENGINE_MISSING when the package was not built */
export function engineManifest(): EngineManifest {
  const { library, sources } = artefactManifest('engine');
  return { opa: library, sources };
}

function artefactManifest(artefact: keyof typeof LIBRARIES): ArtefactManifest {
  const manifest =
    known.get(artefact) ??
    readManifest(path.join(packageRoot(), 'dist', 'engine', `${artefact}.json`), LIBRARIES[artefact]);
  known.set(artefact, manifest);
  return manifest;
}

function readManifest(file: string, name: string): ArtefactManifest {
  try {
    const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const { [name]: library, sources } = isJsonObject(manifest) ? manifest : {};
    if (typeof library === 'string' && typeof sources === 'string') return { library, sources };
    throw new Error(`it names neither ${name} nor its sources`);
  } catch (error) {
    const fix = 'run "npm run build", which needs Go, or install the published package, which carries the engine';
    throw new SluiceError('ENGINE_MISSING', `the engine's manifest ${file} cannot be read: ${fix}`, { cause: error });
  }
}
