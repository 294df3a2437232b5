/**
 * A path that a document names, written as the document's own path is: relative to the folder that the run is in, or absolute. It may
 * lead out of that folder; where it may lead is for the reader of files to say.
 */
export function resolvePath(document: string, relative: string): string | undefined {
  if (relative === '' || relative.startsWith('/') || /^[a-z][a-z0-9+.-]*:/i.test(relative)) return undefined;
  const steps = document.split('/').slice(0, -1);
  for (const step of relative.split('/')) {
    if (step === '..') {
      const last = steps.at(-1);
      // Nothing is above the root of an absolute path, which begins with an empty step.
      if (last === '') return undefined;
      if (last === undefined || last === '..') steps.push('..');
      else steps.pop();
    } else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}
