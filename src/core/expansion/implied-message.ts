/** The message of a violation that an implied object has, told about the object that implies it. Source: gatekeeper pkg/expansion. */
export function impliedMessage(template: string, message: string): string {
  return `[Implied by ${template}] ${message}`;
}
