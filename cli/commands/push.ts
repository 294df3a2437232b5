import path from 'node:path';
import { SluiceError } from '../../src/core/errors.ts';
import { visible } from '../../src/core/report/safe-text.ts';
import { collectFiles } from '../../src/node/bundles/collect-files.ts';
import { contextOf } from '../../src/node/bundles/open-sources.ts';
import { parseSource } from '../../src/node/bundles/parse-source.ts';
import { pushPolicies, type PushedArtefact } from '../../src/node/bundles/push-policies.ts';
import { resolvePolicySources } from '../../src/node/bundles/resolve-policy-sources.ts';
import { loadConfig } from '../../src/node/config/load-config.ts';
import type { FlagTable } from '../../src/node/flags/flag.ts';
import type { ParsedFlags } from '../../src/node/flags/parse-flags.ts';
import { CACHE_FLAGS, POLICY_FLAGS, toCacheRequest } from '../../src/node/flags/policy-flags.ts';
import { createCommand, type Command } from '../../src/node/flags/run-command.ts';
import type { ShellIo } from '../../src/node/output/shell-io.ts';
import type { Reference } from '../../src/core/images/reference.ts';
import { cleanRevision } from '../../src/node/sources/clean-revision.ts';
import { EXIT } from '../exit-codes.ts';

const FLAGS = {
  policy: {
    kind: 'list',
    short: 'p',
    value: 'PATH',
    group: 'What to push',
    description:
      'A policy file, folder or bundle. Files are called by their paths below it; Gatekeeper templates and parameter schemas go along.',
  },
  data: {
    kind: 'list',
    short: 'd',
    value: 'PATH',
    group: 'What to push',
    description: 'A JSON or YAML file or folder that the policies read as data.',
  },
  revision: {
    kind: 'text',
    value: 'TEXT',
    group: 'What to push',
    description: 'What the artefact says it was made from.',
    defaultText: 'the commit of the working directory, if nothing is changed since',
  },
  config: POLICY_FLAGS.config,
  'plain-http': {
    kind: 'switch',
    group: 'Registry',
    description: 'Speak to the registry without TLS; on this machine that is so anyway.',
  },
  ...CACHE_FLAGS,
} as const satisfies FlagTable;

/** `sluice push`: policies to a registry, as conftest reads them. */
export const push: Command = createCommand(
  {
    name: 'push',
    summary: 'push policies to a registry',
    usage: ['[FLAGS] -p PATH… oci://REGISTRY/REPOSITORY:TAG'],
    description:
      'Pushes policies to a registry, a layer for each file, as conftest does: "conftest pull" reads them, and so does "sluice pull". The same files give the same digest. Credentials are those of docker login.',
    operands: { min: 1, max: 1, name: 'oci://REGISTRY/REPOSITORY:TAG' },
    flags: FLAGS,
    examples: [
      {
        command: 'sluice push -p policy/ -d policy/data/ oci://ghcr.io/acme/policies:v2',
        meaning: 'Pushes them and prints the name with its digest, which is good for -p anywhere.',
      },
    ],
    exitCodes: [
      [EXIT.allowed, 'pushed'],
      [EXIT.notEvaluated, 'a policy does not parse, there is none, or the registry does not take it'],
    ],
  },
  runPush,
);

async function runPush({ flags, operands }: ParsedFlags<typeof FLAGS>, io: ShellIo): Promise<number> {
  const [target = ''] = operands;
  if (flags.policy.length === 0) throw new SluiceError('USAGE', 'say what to push: -p PATH');
  const reference = targetOf(target);
  const config = await loadConfig({ cwd: io.cwd, file: flags.config });
  const request = { cwd: io.cwd, config, env: io.env, ...toCacheRequest(flags, io) };
  const warn = (notice: string): void => io.stderr.write(`warning: ${visible(notice)}\n`);
  const files = collectFiles(io.cwd, await resolvePolicySources(flags.policy, request, warn), flags.data);
  const revision = flags.revision ?? (await cleanRevision(io.cwd, localPaths(flags, io), io.env));
  const pushed = await pushPolicies({
    reference,
    files,
    context: contextOf(request, flags['plain-http']),
    ...(revision === undefined ? {} : { revision }),
  });
  io.stdout.write(`${resultLines(pushed, files.length, revision).join('\n')}\n`);
  return EXIT.allowed;
}

function targetOf(target: string): Reference {
  const source = parseSource(target.includes('://') ? target : `oci://${target}`);
  if (source.kind !== 'oci')
    throw new SluiceError(
      'REFERENCE_INVALID',
      `"${visible(target)}" is no registry; write oci://REGISTRY/REPOSITORY:TAG`,
    );
  if (source.pin !== undefined)
    throw new SluiceError(
      'REFERENCE_INVALID',
      `"${visible(target)}" has a digest, and that is what pushing gives; leave it out`,
    );
  return source.reference;
}

const localPaths = ({ policy, data }: ParsedFlags<typeof FLAGS>['flags'], { cwd }: ShellIo): readonly string[] =>
  [...policy, ...data].map((one) => path.resolve(cwd, one));

function resultLines(
  { digest, content, reference }: PushedArtefact,
  files: number,
  revision: string | undefined,
): readonly string[] {
  return [
    `files     ${files}`,
    `digest    ${digest}`,
    `content   ${content}`,
    ...(revision === undefined ? [] : [`revision  ${visible(revision)}`]),
    `pushed    oci://${reference}`,
  ];
}
