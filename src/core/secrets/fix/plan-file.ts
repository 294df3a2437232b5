import type { FixStep, FixTool } from './fix-plan.ts';
import type { FixSubject } from './fix-subject.ts';
import { encryptSteps, type Plan } from './keep-secret.ts';
import { shellWord } from './shell-word.ts';

/** The way out for what stands in a file that is no object of Kubernetes. */
export function planFile({ file, use }: Extract<FixSubject, { readonly kind: 'file' }>, tool: FixTool): Plan {
  switch (use) {
    case 'text':
      return onlySteps([
        { text: 'Read the value from the environment, or from a file that is mounted, and take it out of the text' },
      ]);
    case 'state':
      return onlySteps([
        { text: 'Move the state to a remote backend that encrypts it: "terraform init -migrate-state"' },
        untrack(file),
      ]);
    case 'settings':
    case 'key':
      if (tool !== 'sops') return onlySteps([untrack(file), SAY_WHAT_IS_NEEDED]);
      return {
        steps: encryptSteps(
          file,
          'Encrypt it with SOPS, by the rule for it in .sops.yaml, or keep it out of Git altogether',
        ),
        files: [],
        sops: { kind: 'whole', file },
      };
  }
}

const onlySteps = (steps: readonly FixStep[]): Plan => ({ steps, files: [], sops: undefined });

const SAY_WHAT_IS_NEEDED: FixStep = {
  text: 'Say in the README, or in a file of examples with the names alone, what is needed to run it',
};

/** The file stays on the disk and is no longer Git's. */
const untrack = (file: string): FixStep => ({
  text: 'Keep the file out of Git',
  commands: [
    `git rm --cached --quiet -- ${shellWord(file)}`,
    `printf '%s\\n' ${shellWord(ignorePattern(file))} >> .gitignore`,
  ],
});

const ignorePattern = (file: string): string => `/${file.replaceAll(/[\\*?[]/g, '\\$&').replace(/ $/, '\\ ')}`;
