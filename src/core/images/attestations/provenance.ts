import type { JsonObject, JsonValue } from '../../model/json.ts';
import type { ProvenanceFact } from '../attestation.ts';
import { momentIn, objectIn, objectsIn, present, textIn } from './loose-json.ts';
import { parseRepositoryUri } from './repository-uri.ts';

/** SLSA provenance v0.2. Without a builder it is none: the builder is who vouches for the rest. */
export function toProvenanceV02(predicate: JsonObject): ProvenanceFact | undefined {
  const builder = textIn(objectIn(predicate['builder'])['id']);
  if (builder === undefined) return undefined;
  return {
    builder,
    buildType: textIn(predicate['buildType']) ?? '',
    ...sourceIn(objectIn(objectIn(predicate['invocation'])['configSource']), objectsIn(predicate['materials'])),
    ...present('finishedOn', momentIn(objectIn(predicate['metadata'])['buildFinishedOn'])),
  };
}

/** SLSA provenance v1. */
export function toProvenanceV1(predicate: JsonObject): ProvenanceFact | undefined {
  const run = objectIn(predicate['runDetails']);
  const build = objectIn(predicate['buildDefinition']);
  const builder = textIn(objectIn(run['builder'])['id']);
  if (builder === undefined) return undefined;
  const given = sourceParameter(objectIn(build['externalParameters']));
  return {
    builder,
    buildType: textIn(build['buildType']) ?? '',
    ...sourceIn(given, objectsIn(build['resolvedDependencies'])),
    ...present('finishedOn', momentIn(objectIn(run['metadata'])['finishedOn'])),
  };
}

/**
 * What was asked to be built, by the parameter that the builder calls it: `workflow` of GitHub Actions, `configSource` of
 * BuildKit, `source` of GitLab and container builds, `buildConfigSource` of Google Cloud Build.
 */
function sourceParameter(parameters: JsonObject): JsonObject {
  for (const name of ['workflow', 'configSource', 'source', 'buildConfigSource']) {
    const value: JsonValue | undefined = parameters[name];
    const source = typeof value === 'string' ? { uri: value } : objectIn(value);
    if (textIn(source['repository']) !== undefined || textIn(source['uri']) !== undefined) return source;
  }
  return {};
}

type Source = Pick<ProvenanceFact, 'sourceUri' | 'sourceRef' | 'sourceDigest'>;

/** The source that was given, with the revision that it turned out to be; where none was given, the only repository that went in. */
function sourceIn(given: JsonObject, materials: readonly JsonObject[]): Source {
  const source = revisionOf(given) ?? onlyRepository(materials);
  if (source?.sourceUri === undefined || source.sourceDigest !== undefined) return source ?? {};
  const resolved = materials.map(revisionOf).find((one) => isRevisionOf(one, source));
  return { ...source, ...present('sourceDigest', resolved?.sourceDigest) };
}

const isRevisionOf = (one: Source | undefined, { sourceUri, sourceRef }: Source): boolean =>
  one?.sourceDigest !== undefined &&
  one.sourceUri === sourceUri &&
  (sourceRef === undefined || one.sourceRef === undefined || one.sourceRef === sourceRef);

/** Several repositories went in, and nothing says which of them was built: none is named. */
function onlyRepository(materials: readonly JsonObject[]): Source | undefined {
  const repositories = materials.filter(({ uri }) => typeof uri === 'string' && GIT.test(uri)).map(revisionOf);
  const [first] = repositories;
  return repositories.every((one) => one?.sourceUri === first?.sourceUri) ? first : undefined;
}

const GIT = /^git\+|^(?:git|ssh):\/\/|\.git(?:[@#]|$)/;

function revisionOf(source: JsonObject): Source | undefined {
  const text = textIn(source['repository']) ?? textIn(source['uri']);
  const parsed = text === undefined ? undefined : parseRepositoryUri(text);
  if (parsed === undefined) return undefined;
  const digest = objectIn(source['digest']);
  return {
    sourceUri: parsed.uri,
    ...present('sourceRef', textIn(source['ref']) ?? parsed.ref),
    ...present('sourceDigest', textIn(digest['gitCommit']) ?? textIn(digest['sha1']) ?? textIn(digest['sha256'])),
  };
}
