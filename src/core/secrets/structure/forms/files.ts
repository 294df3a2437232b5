import { isJsonObject, type JsonObject, type JsonValue } from '../../../model/json.ts';
import type { Place } from '../place.ts';
import { type Reading, type Search, type Style, inStyle } from '../search.ts';
import { settled } from '../settled.ts';
import { kustomization } from '../shapes/kustomization.ts';
import { terraformPlan, terraformState } from './terraform.ts';

/** A kind of document that is no Kubernetes object: known by its form, or by the name of its file. */
interface FileForm {
  readonly matches: (value: JsonObject, path: string) => boolean;
  readonly reading: Reading;
}

const styled = (rule: Style['rule']): Reading =>
  inStyle({ rule, names: 'telling' }, (value, place, search) => search.anything(value, place, search));

const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');

const hasText = (object: JsonObject, key: string): boolean => typeof object[key] === 'string';

/** In order: the first that matches. */
const FILE_FORMS: readonly FileForm[] = [
  {
    matches: (value) => hasText(value, 'terraform_version') && Array.isArray(value['resources']),
    reading: terraformState,
  },
  {
    matches: (value) => hasText(value, 'terraform_version') && isJsonObject(value['planned_values']),
    reading: terraformPlan,
  },
  {
    matches: (value) => hasText(value, 'openapi') || hasText(value, 'swagger') || hasText(value, 'asyncapi'),
    reading: settled,
  },
  {
    matches: (value) => /json-schema\.org|json\.schemastore\.org\/schema/.test(textOf(value['$schema'])),
    reading: settled,
  },
  { matches: (value) => typeof value['lockfileVersion'] === 'number', reading: settled },
  {
    matches: (_, path) =>
      /(?:^|\/)(?:package-lock|npm-shrinkwrap|packages\.lock|composer|Pipfile|flake|Chart)\.(?:json|lock)$/.test(path),
    reading: settled,
  },
  { matches: (_, path) => /(?:^|\/)(?:locales?|i18n|translations?|lang(?:uages?)?)\//i.test(path), reading: settled },
  { matches: (value, path) => isKustomization(value, path), reading: kustomization },
  { matches: (value, path) => isPipeline(value, path), reading: styled('workflow-secret') },
  {
    matches: (_, path) => /(?:^|\/)[\w.-]*values[\w.-]*\.(?:ya?ml|json)$/i.test(path),
    reading: styled('helm-values-secret'),
  },
];

/** Kustomize goes by the name of the file: it need not say what it is. */
const isKustomization = (value: JsonObject, path: string): boolean =>
  /(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/.test(path) || Array.isArray(value['secretGenerator']);

const isPipeline = (value: JsonObject, path: string): boolean =>
  /(?:^|\/)(?:\.github\/workflows\/|\.gitlab-ci|\.gitlab\/|azure-pipelines|bitbucket-pipelines|\.circleci\/|\.drone|\.travis|\.woodpecker|cloudbuild|buildspec|appveyor)/.test(
    path,
  ) ||
  (isJsonObject(value['jobs']) && (Object.hasOwn(value, 'on') || Object.hasOwn(value, 'true')));

/** Reads a document by what kind of file it is. Kubernetes objects are read by their kind wherever they stand. */
export function readAsFile(value: JsonValue, place: Place, search: Search): void {
  const form =
    isJsonObject(value) && !isObject(value) ? FILE_FORMS.find(({ matches }) => matches(value, search.path)) : undefined;
  (form?.reading ?? search.anything)(value, place, search);
}

const isObject = (value: JsonObject): boolean => hasText(value, 'apiVersion') && hasText(value, 'kind');
