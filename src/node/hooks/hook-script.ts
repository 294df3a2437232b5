import { hookCommand, type HookName } from './hook-name.ts';

/** The program that wrote a hook, which is the one to run unless it is gone. Paths are absolute. */
export interface HookProgram {
  readonly node: string;
  readonly script: string;
}

/** Tells our hooks from those of others. */
export const HOOK_MARK = '# Written by "sluice init --hook"';

/**
 * A hook as a script for any POSIX shell. Git runs it in the root of the working tree, or in the repository where there is none.
 * Without sluice it stops Git: what nobody looked at is not to pass.
 */
export function hookScript(name: HookName, { node, script }: HookProgram): string {
  const command = hookCommand(name);
  const { purpose, refusal, bypass } = TEXTS[name];
  return `#!/bin/sh
${HOOK_MARK}: ${purpose}.
# ${bypass}

if [ -x ${quoted(node)} ] && [ -f ${quoted(script)} ]; then
  set -- ${quoted(node)} ${quoted(script)} ${command}
elif command -v sluice >/dev/null 2>&1; then
  set -- sluice ${command}
elif [ -x node_modules/.bin/sluice ]; then
  set -- node_modules/.bin/sluice ${command}
else
  echo >&2 'sluice is not installed here, so nothing was checked and ${refusal}. Install it: npm install --save-dev sluice'
  echo >&2 ${quoted(bypass)}
  exit 1
fi

"$@" && exit 0
status=$?
echo >&2 'sluice: ${refusal}'
echo >&2 ${quoted(bypass)}
exit "$status"
`;
}

interface HookTexts {
  readonly purpose: string;
  readonly refusal: string;
  readonly bypass: string;
}

const TEXTS: Readonly<Record<HookName, HookTexts>> = {
  'pre-commit': {
    purpose: 'sluice judges what is staged before it is committed',
    refusal: 'nothing is committed',
    bypass: 'Once without this hook: git commit --no-verify. CI checks all the same.',
  },
  'pre-push': {
    purpose: 'sluice judges commits before they are pushed',
    refusal: 'nothing is pushed',
    bypass: 'Once without this hook: git push --no-verify. CI checks all the same.',
  },
  'pre-receive': {
    purpose: 'sluice judges what is pushed here before any branch moves',
    refusal: 'nothing of this push is accepted',
    bypass: 'Whoever pushes cannot leave this hook out. Mend the commits that are named, and push again.',
  },
};

/** One word for the shell, whatever it holds. */
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
