import type { Fix, FixStep, FixTool } from './fix-plan.ts';
import type { FixSubject } from './fix-subject.ts';
import { encryptSteps, keepNewSecret, keepPresentSecret, type Plan } from './keep-secret.ts';
import { variableReferences, type NewSecret } from './manifests.ts';
import { planFile } from './plan-file.ts';
import { revocationsOf } from './revocation.ts';
import { shellWord } from './shell-word.ts';
import { keysOfFields } from './sops-config.ts';

/** The way out for one subject, by a tool. What leaked is changed first: no tool takes it back. */
export function planFix(subject: FixSubject, tool: FixTool): Fix {
  const plan = planOf(subject, tool);
  return { subject, ...plan, steps: [...rotate(subject), ...plan.steps] };
}

const rotate = ({ rules }: FixSubject): readonly FixStep[] =>
  revocationsOf(rules).map((advice) => ({ text: `Rotate what leaked, for Git keeps it: ${advice}` }));

function planOf(subject: FixSubject, tool: FixTool): Plan {
  switch (subject.kind) {
    case 'secret':
      return keepPresentSecret(subject, tool, subject.sharesFile);
    case 'environment':
      return planEnvironment(subject, tool);
    case 'config-map':
      return planConfigMap(subject, tool);
    case 'generator':
      return planGenerator(subject, tool);
    case 'helm-values':
      return planHelmValues(subject, tool);
    case 'sops':
      return planSops(subject);
    case 'object':
      return { ...NOTHING_MADE, steps: [{ text: referText(subject.fields) }] };
    case 'file':
      return planFile(subject, tool);
  }
}

type Subject<Kind extends FixSubject['kind']> = Extract<FixSubject, { readonly kind: Kind }>;

const NOTHING_MADE = { files: [], sops: undefined } as const;

function planEnvironment(subject: Subject<'environment'>, tool: FixTool): Plan {
  const secret = secretBeside(subject, 'env');
  const plan = keepNewSecret(secret, tool);
  const edit: FixStep = {
    text: `In ${subject.file}, refer to it in place of the literals`,
    snippets: variableReferences(subject, secret.object.name),
  };
  return { ...plan, steps: [...plan.steps, edit] };
}

function planConfigMap(subject: Subject<'config-map'>, tool: FixTool): Plan {
  const secret = secretBeside(subject, 'secret');
  const plan = keepNewSecret(secret, tool);
  const { name } = secret.object;
  const edit: FixStep = {
    text: `Take ${listed(subject.keys)} out of the ConfigMap, and let pods read the Secret ${name}: "secretRef" for "configMapRef", "secretKeyRef" for "configMapKeyRef", a volume "secret" with "secretName" for "configMap"`,
  };
  return { ...plan, steps: [...plan.steps, edit] };
}

/** Kustomize reads what SOPS encrypted only through KSOPS or Flux, so a Secret of its own is what works everywhere. */
function planGenerator(subject: Subject<'generator'>, tool: FixTool): Plan {
  const { object, keys, envs, file } = subject;
  const secret = { file, object, keys: keys.length === 0 ? ['KEY'] : keys, type: '' };
  const plan = keepNewSecret(secret, tool);
  const made = tool === 'sealed-secrets' ? `${object.name}.sealed-secret.yaml` : (plan.files[0]?.path ?? file);
  const edit: FixStep = {
    text: `In ${file}, take the secretGenerator ${object.name} out and name ${made} under "resources"; its name has no hash any more, so pods do not start again by themselves when it changes`,
  };
  const more: FixStep = {
    text: `The Secret needs a key for each variable of ${listed(envs)}, too: put them in beside the others`,
  };
  return { ...plan, steps: [...(envs.length === 0 ? [] : [more]), ...plan.steps, edit] };
}

function planHelmValues(subject: Subject<'helm-values'>, tool: FixTool): Plan {
  const { file } = subject;
  const keys = keysOfFields(subject);
  if (tool === 'sops') {
    const steps = encryptSteps(
      file,
      'Encrypt these values with SOPS; helm-secrets, Flux and KSOPS decrypt them when they deploy',
    );
    return { steps, files: [], sops: { kind: 'fields', file, keys } };
  }
  const name = file.replace(/^.*\//, '').replace(/\.ya?ml$/, '');
  const object = { apiVersion: 'v1', kind: 'Secret', namespace: '', name: `${name}-secrets`.toLowerCase() };
  const plan = keepNewSecret({ file, object, keys, type: '' }, tool);
  const edit: FixStep = {
    text: `In ${file}, take ${listed(subject.fields)} out and name the Secret ${object.name}: most charts have "existingSecret" for that, with keys that their README names`,
  };
  return { ...plan, steps: [...plan.steps, edit] };
}

/** sops opens no file with a plain value in its scope, and what was changed by hand does not fit its MAC any more. */
function planSops({ file, problem, fields }: Subject<'sops'>): Plan {
  switch (problem) {
    case 'forgotten':
      return { ...NOTHING_MADE, steps: encryptSteps(file, 'Encrypt it, as .sops.yaml says') };
    case 'unsealed':
      return {
        ...NOTHING_MADE,
        steps: [
          { text: `Take the key "sops" out of ${file}: it says that the file is encrypted, and it is not` },
          ...encryptSteps(file, 'Encrypt it'),
        ],
      };
    case 'partial':
      return {
        ...NOTHING_MADE,
        steps: [
          { text: `Take ${listed(fields)} out of ${file}: SOPS cannot open it while a value in its scope is plain` },
          {
            text: 'Add the new values inside of SOPS, which encrypts them when the editor closes',
            commands: [`sops --ignore-mac ${shellWord(file)}`],
          },
        ],
      };
  }
}

/** The Secret that values of another object move to. */
function secretBeside({ file, object, keys }: Subject<'environment' | 'config-map'>, suffix: string): NewSecret {
  const { namespace, name } = object;
  return { file, object: { apiVersion: 'v1', kind: 'Secret', namespace, name: `${name}-${suffix}` }, keys, type: '' };
}

const referText = (fields: readonly string[]): string =>
  `Write a reference to a Secret in place of ${listed(fields)}, where the kind has a field for one`;

const listed = (texts: readonly string[]): string => (texts.length === 0 ? 'the values' : texts.join(', '));
