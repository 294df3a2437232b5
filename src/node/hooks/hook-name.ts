/** The hooks of Git that sluice has something to say in. */
export const HOOK_NAMES = ['pre-commit', 'pre-push', 'pre-receive'] as const;

export type HookName = (typeof HOOK_NAMES)[number];

/** What a hook calls, after `sluice`. Git gives some hooks arguments; they are passed on. */
export function hookCommand(name: HookName): string {
  switch (name) {
    case 'pre-commit':
      return 'check --staged';
    case 'pre-push':
      return 'check --hook pre-push -- "$@"';
    case 'pre-receive':
      return 'check --hook pre-receive';
  }
}
