/** The hooks of Git that sluice has something to say in. */
export const HOOK_NAMES = ['pre-commit', 'pre-push', 'pre-receive'] as const;

export type HookName = (typeof HOOK_NAMES)[number];

/** Those of them that are told on standard input what is pushed. */
export const PUSH_HOOK_NAMES = ['pre-push', 'pre-receive'] as const;

export type PushHookName = (typeof PUSH_HOOK_NAMES)[number];

/** What a hook calls, after `sluice`. Git gives some hooks arguments; they are passed on. */
export function hookCommand(name: HookName): string {
  switch (name) {
    case 'pre-commit':
      return 'check --staged';
    case 'pre-push':
      return 'check --hook pre-push -- "$@"';
    case 'pre-receive':
      // Whoever pushes waits for it, and so does everybody else who pushes there.
      return 'check --hook pre-receive --deadline 120';
  }
}
