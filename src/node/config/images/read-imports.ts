import type { Authority } from '../../../core/images/authority.ts';
import type { FieldPath } from '../../../core/model/location.ts';
import { walkFiles } from '../../files/walk-files.ts';
import type { PathContext } from '../path-context.ts';
import type { ImagesContext } from './images-context.ts';
import { readImagePolicies } from './read-image-policies.ts';

interface Imports {
  readonly authorities: readonly Authority[];
  readonly notices: readonly string[];
}

/** The authorities of other tools' policies that a config names. A file that brings none is a fault: somebody relies on it. */
export function readImports(written: readonly string[], paths: PathContext, context: ImagesContext): Imports {
  const read = written.map((one, index) => readImport(one, ['images', 'imports', index], paths, context));
  return {
    authorities: read.flatMap(({ authorities }) => authorities),
    notices: read.flatMap(({ notices }) => notices),
  };
}

function readImport(written: string, at: FieldPath, { toAbsolute, cwd }: PathContext, context: ImagesContext): Imports {
  const walk = walkFiles([toAbsolute(written)], {
    cwd,
    isIgnored: () => false,
    extensions: ['.yaml', '.yml', '.json'],
  });
  for (const { message } of walk.faults) context.complain(at, `names ${written}: ${message}`);
  const read = walk.files.map((file) => readImagePolicies(file, context.trustRoots));
  for (const { place, message } of read.flatMap(({ faults }) => faults))
    context.complain(at, `names ${place}, which cannot be carried over: ${message}`);
  const policies = read.reduce((sum, one) => sum + one.policies, 0);
  if (policies === 0 && walk.faults.length === 0)
    context.complain(
      at,
      `names ${written}, and there is no ClusterImagePolicy, no Kyverno policy with verifyImages and no ImageValidatingPolicy`,
    );
  return {
    authorities: read.flatMap((one) => one.authorities.map(({ authority }) => authority)),
    notices: read.flatMap(({ differences }) => differences.map(({ place, message }) => `${place}: ${message}`)),
  };
}
