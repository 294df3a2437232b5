import { oneLine, visible } from '../../report/safe-text.ts';
import type { Fix, FixStep } from './fix-plan.ts';
import type { FixSubject } from './fix-subject.ts';

/** The way out for people: a heading for each subject, with its steps in order. */
export function* fixText(fixes: readonly Fix[]): Generator<string, void, undefined> {
  for (const { subject, steps } of fixes) {
    yield `${oneLine(`${subject.file}:${subject.line}: ${nameOf(subject)}`)}\n`;
    yield `  ${oneLine(`found: ${subject.titles.join('; ')}`)}\n`;
    for (const [index, step] of steps.entries()) yield* stepText(step, `${index + 1}`);
    yield '\n';
  }
}

function* stepText(
  { text, commands = [], snippets = [] }: FixStep,
  number: string,
): Generator<string, void, undefined> {
  yield `  ${number.padStart(2)}. ${oneLine(text)}${commands.length + snippets.length > 0 ? ':' : ''}\n`;
  for (const command of commands) yield `        ${visible(command)}\n`;
  for (const snippet of snippets) {
    for (const line of snippet.trimEnd().split('\n')) yield `        | ${visible(line)}\n`;
  }
}

function nameOf(subject: FixSubject): string {
  switch (subject.kind) {
    case 'secret':
    case 'config-map':
    case 'environment':
    case 'object': {
      const { kind, namespace, name } = subject.object;
      return `${kind} ${namespace === '' ? name : `${namespace}/${name}`}`;
    }
    case 'generator':
      return `secretGenerator ${subject.object.name}`;
    case 'helm-values':
      return 'values of a chart';
    case 'sops':
      return 'a file of SOPS';
    case 'file':
      return 'a file';
  }
}
