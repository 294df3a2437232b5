/** A path that a document names, from the root of the run: relative to the document's folder, and never out of the root. */
export function resolvePath(document: string, relative: string): string | undefined {
  if (relative === '' || relative.startsWith('/') || /^[a-z][a-z0-9+.-]*:/i.test(relative)) return undefined;
  const steps = document.split('/').slice(0, -1);
  for (const step of relative.split('/')) {
    if (step === '..' && steps.pop() === undefined) return undefined;
    if (step !== '..' && step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}
