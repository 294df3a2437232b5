import type { Fix, FixStep, FixTool } from './fix-plan.ts';
import { besideFile, type GeneratedFile } from './generated-file.ts';
import { externalSecret, secretSkeleton, type NewSecret } from './manifests.ts';
import { shellWord } from './shell-word.ts';

/** What a plan says besides its subject. */
export type Plan = Pick<Fix, 'steps' | 'files' | 'sops'>;

/** Steps that bring a Secret that is in Git as it is to where it is safe. */
export function keepPresentSecret(secret: NewSecret, tool: FixTool, sharesFile: boolean): Plan {
  if (sharesFile && tool !== 'external-secrets') return keepSharedSecret(secret, tool);
  const { file } = secret;
  switch (tool) {
    case 'sops':
      return { steps: encryptSteps(file, BY_RULE), files: [], sops: { kind: 'manifest', file } };
    case 'sealed-secrets':
      return { steps: [sealStep(secret, file), takeAway(file), deploySealed(secret)], files: [], sops: undefined };
    case 'external-secrets': {
      const plan = referSteps(secret);
      const last = sharesFile ? { text: `Take the Secret out of ${file}; the rest of the file stays` } : takeAway(file);
      return { ...plan, steps: [...plan.steps, last] };
    }
  }
}

/** Tools take files whole, and what else is in this one is not to be encrypted or taken away. */
function keepSharedSecret(secret: NewSecret, tool: Exclude<FixTool, 'external-secrets'>): Plan {
  const file = ownFile(secret);
  const move: FixStep = {
    text: `Move the Secret out of ${secret.file} to ${file}: the other objects in the file are not to be encrypted`,
  };
  switch (tool) {
    case 'sops':
      return { steps: [move, ...encryptSteps(file, BY_RULE)], files: [], sops: { kind: 'manifest', file } };
    case 'sealed-secrets':
      return { steps: [move, sealStep(secret, file), forget(file), deploySealed(secret)], files: [], sops: undefined };
  }
}

/** Never the file that it is in already: what is done to the new one is not to happen to the others. */
function ownFile({ file, object: { name } }: NewSecret): string {
  const beside = besideFile(file, `${name}.secret.yaml`);
  return beside === file ? besideFile(file, `${name}.own.secret.yaml`) : beside;
}

/** Steps that make a Secret of values that stood elsewhere. */
export function keepNewSecret(secret: NewSecret, tool: FixTool): Plan {
  const skeleton = secretSkeleton(secret);
  const { path: file } = skeleton;
  switch (tool) {
    case 'sops':
      return {
        steps: [fillIn(skeleton), ...encryptSteps(file, BY_RULE)],
        files: [skeleton],
        sops: { kind: 'manifest', file },
      };
    case 'sealed-secrets':
      return {
        steps: [fillIn(skeleton), sealStep(secret, file), forget(file), deploySealed(secret)],
        files: [skeleton],
        sops: undefined,
      };
    case 'external-secrets':
      return referSteps(secret);
  }
}

const BY_RULE = 'Encrypt it with SOPS, by the rule for it in .sops.yaml';

export const encryptSteps = (file: string, text: string): readonly FixStep[] => [
  { text, commands: [`sops --encrypt --in-place ${shellWord(file)}`] },
];

const fillIn = ({ path, text }: GeneratedFile): FixStep => ({
  text: `Write ${path} and fill in the values; do not "git add" it yet`,
  snippets: [text],
});

/** Source: kubeseal reads Secrets from standard input; without a namespace it takes that of the current context. */
function sealStep({ file, object }: NewSecret, plain: string): FixStep {
  const namespace = object.namespace === '' ? ' --namespace NAMESPACE' : '';
  const sealed = shellWord(sealedFile(file, object.name));
  return {
    text: 'Seal it for the cluster that it is for; with --cert FILE no cluster is asked for its certificate',
    commands: [`kubeseal --format yaml${namespace} < ${shellWord(plain)} > ${sealed}`],
  };
}

const sealedFile = (file: string, name: string): string => besideFile(file, `${name}.sealed-secret.yaml`);

const deploySealed = ({ file, object }: NewSecret): FixStep => ({
  text: `Deploy ${sealedFile(file, object.name)} in its place, where a kustomization.yaml names it, too`,
});

function referSteps(secret: NewSecret): Plan {
  const file = externalSecret(secret);
  return {
    steps: [
      {
        text: 'Put the new values into your secret store (Vault, AWS or GCP Secret Manager, Azure Key Vault, 1Password and others)',
      },
      { text: `Write ${file.path}, name the store in it, and deploy it in place of the Secret`, snippets: [file.text] },
    ],
    files: [file],
    sops: undefined,
  };
}

/** The file goes from the next commit, and from the disk. */
const takeAway = (file: string): FixStep => ({
  text: 'Take the plain file away',
  commands: [`git rm --force --quiet -- ${shellWord(file)}`],
});

/** A file that Git has never seen. */
const forget = (file: string): FixStep => ({
  text: 'Take the plain file away',
  commands: [`rm -- ${shellWord(file)}`],
});
