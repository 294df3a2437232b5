import path from 'node:path';
import { SluiceError } from '../../core/errors.ts';
import { gatekeeperRole, gatekeeperSources, type GatekeeperSource } from '../../core/gatekeeper/gatekeeper-source.ts';
import { foreignPolicy, FOREIGN_MARKS } from '../../core/import/foreign-policy.ts';
import { suiteFiles, type Difference } from '../../core/import/gatekeeper-differences.ts';
import { IMAGE_POLICY_MARKS, isImagePolicy } from '../../core/images/import/import-image-policy.ts';
import { isJsonObject } from '../../core/model/json.ts';
import type { ResourceIdentity } from '../../core/model/resource.ts';
import { metadataOf, toResources } from '../../core/resources/to-resources.ts';
import { isRegoTest } from '../../core/policies/is-rego-test.ts';
import { readImagePolicies, type ImagePolicies } from '../config/images/read-image-policies.ts';
import { MAX_FILE_BYTES, parseFile } from '../documents/parse-file.ts';
import { readSource } from '../evaluation/source.ts';
import { walkFiles, type FoundFile } from '../files/walk-files.ts';

/** What lies in a folder, before anything is decided about it. Paths are as shown. */
export interface Survey {
  /** Rego that is no test. */
  readonly rego: readonly string[];
  readonly gatekeeper: readonly GatekeeperSource[];
  readonly namespaces: readonly { readonly name: string; readonly labels: Readonly<Record<string, string>> }[];
  /** What policies about signatures of images became. */
  readonly imagePolicies: readonly ImagePolicies[];
  /** Objects that suites test policies with: they break rules on purpose. */
  readonly testObjects: readonly string[];
  /** YAML and JSON files that are neither of these, and no kustomizations. */
  readonly manifests: readonly string[];
  /** Other engines' policies, and files that may hold some and cannot be read. */
  readonly differences: readonly Difference[];
}

/**
 * Looks through a folder for policies and for what belongs to them.
 * @throws SluiceError INPUT_UNREADABLE when something in it cannot be looked at
 */
export function surveyFolder(folder: string, cwd: string): Survey {
  const { files, faults } = walkFiles([folder], {
    cwd,
    isIgnored: () => false,
    extensions: ['.rego', '.yaml', '.yml', '.json'],
  });
  const [fault] = faults;
  if (fault !== undefined)
    throw new SluiceError(fault.code, `${fault.message}; what is there would be missing from the config`);
  const isRego = ({ path: shown }: FoundFile): boolean => shown.endsWith('.rego');
  const read = files.filter((file) => !isRego(file)).map(surveyFile);
  const gatekeeper = read.flatMap((one) => one.gatekeeper);
  const testObjects = gatekeeper.filter(({ resource }) => gatekeeperRole(resource) === 'suite').flatMap(objectsOfSuite);
  const tested = new Set(testObjects);
  return {
    rego: files
      .filter(isRego)
      .map((file) => file.path)
      .filter((shown) => !isRegoTest(shown)),
    gatekeeper,
    imagePolicies: read.flatMap((one) => one.imagePolicies),
    namespaces: read.filter(({ file }) => !tested.has(file)).flatMap((one) => one.namespaces),
    testObjects,
    manifests: read
      .filter(
        ({ file, gatekeeper: own, imagePolicies: images }) =>
          own.length === 0 && images.length === 0 && !tested.has(file) && !KUSTOMIZATION.test(file),
      )
      .map(({ file }) => file),
    differences: read.flatMap((one) => one.differences),
  };
}

interface SurveyedFile extends Pick<Survey, 'gatekeeper' | 'imagePolicies' | 'namespaces' | 'differences'> {
  readonly file: string;
}

const KUSTOMIZATION = /(?:^|\/)kustomization\.ya?ml$/i;

/** Most files are manifests of no interest here; parsing them all would take minutes. */
const NAMESPACE = /kind["']?\s*:\s*["']?Namespace\b/;

function surveyFile(file: FoundFile): SurveyedFile {
  const nothing: SurveyedFile = { file: file.path, gatekeeper: [], imagePolicies: [], namespaces: [], differences: [] };
  const read = readSource(file, MAX_FILE_BYTES);
  if (read.kind === 'fault') return { ...nothing, differences: [{ place: file.path, message: read.message }] };
  const bytes = Buffer.from(read.bytes.buffer, read.bytes.byteOffset, read.bytes.byteLength);
  const isPolicy = ['gatekeeper.sh/', ...FOREIGN_MARKS, ...IMAGE_POLICY_MARKS].some((mark) => bytes.includes(mark));
  if (!isPolicy && !NAMESPACE.test(bytes.toString('latin1'))) return nothing;
  const { documents, faults } = parseFile(bytes);
  const resources = documents.flatMap((document) => toResources(document).map((resource) => ({ document, resource })));
  const images = readImagePolicies(file);
  return {
    file: file.path,
    imagePolicies: images.policies === 0 ? [] : [images],
    gatekeeper: gatekeeperSources(file.path, documents),
    namespaces: resources.flatMap(({ resource: { identity, object } }) =>
      isNamespace(identity) ? [toNamespace(identity.name, metadataOf(object)['labels'])] : [],
    ),
    differences: [
      ...(isPolicy
        ? faults.map(({ line, column, message }) => ({ place: `${file.path}:${line}:${column}`, message }))
        : []),
      ...resources.flatMap(({ document, resource }) => {
        const reason = isImagePolicy(resource) ? undefined : foreignPolicy(resource);
        const { kind, name } = resource.identity;
        return reason === undefined
          ? []
          : [{ place: `${file.path}:${document.startLine}`, message: `${kind} ${name} ${reason}` }];
      }),
    ],
  };
}

/** What is no name yet, such as a template's placeholder, is not written into a config. */
const isNamespace = ({ apiVersion, kind, name }: ResourceIdentity): boolean =>
  kind === 'Namespace' && apiVersion === 'v1' && /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/.test(name);

function toNamespace(name: string, labels: unknown): Survey['namespaces'][number] {
  const entries = isJsonObject(labels) ? Object.entries(labels) : [];
  return { name, labels: Object.fromEntries(entries.filter(isText)) };
}

const isText = (entry: readonly [string, unknown]): entry is [string, string] => typeof entry[1] === 'string';

function objectsOfSuite(suite: GatekeeperSource): readonly string[] {
  const folder = path.posix.dirname(suite.file);
  return suiteFiles(suite).map((file) => path.posix.join(folder, file));
}
