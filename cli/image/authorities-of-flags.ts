import path from 'node:path';
import { SluiceError } from '../../src/core/errors.ts';
import type { JsonObject } from '../../src/core/model/json.ts';
import type { ImagesConfig } from '../../src/node/config/images-config.ts';
import { toImagesConfig } from '../../src/node/config/to-images-config.ts';
import type { FlagValues } from '../../src/node/flags/flag.ts';

/** The flags that say who must have signed. Those of cosign have the same meaning here. */
export const SIGNER_FLAGS = {
  key: { kind: 'text', value: 'FILE', group: 'Who signs', description: 'The public key, as PEM.' },
  identity: {
    kind: 'text',
    value: 'SUBJECT',
    group: 'Who signs',
    description: 'The subject of the certificate, to the letter: a workflow, an address or a URI.',
  },
  'identity-regex': {
    kind: 'text',
    value: 'RE2',
    group: 'Who signs',
    description: 'The same as an expression that must match the whole subject.',
  },
  issuer: {
    kind: 'text',
    value: 'URL',
    group: 'Who signs',
    description: 'Who vouches for the identity, to the letter: https://token.actions.githubusercontent.com.',
  },
  'issuer-regex': {
    kind: 'text',
    value: 'RE2',
    group: 'Who signs',
    description: 'The same as an expression that must match the whole issuer.',
  },
  annotation: {
    kind: 'list',
    short: 'a',
    value: 'KEY=VALUE',
    group: 'Who signs',
    description: 'A signed annotation that must be there.',
  },
  attestation: {
    kind: 'list',
    value: 'TYPE',
    group: 'Who signs',
    description:
      'An attestation that must be there instead of a signature: a predicate type, or slsaprovenance1, spdx, cyclonedx, vuln, openvex.',
  },
  'trusted-root': {
    kind: 'text',
    value: 'FILE',
    group: 'Trust',
    description: 'A trusted_root.json.',
    defaultText: "the one of Sigstore's public instance, which is part of sluice",
  },
  tlog: {
    kind: 'choice',
    choices: ['required', 'if-present', 'ignored'],
    group: 'Trust',
    description: 'Whether an entry of a transparency log is wanted.',
    defaultText: 'required without a key, if-present with one',
  },
  repository: {
    kind: 'text',
    value: 'REPOSITORY',
    group: 'Registry',
    description: 'Where signatures are kept, if not beside the image.',
  },
} as const;

export type SignerFlags = FlagValues<typeof SIGNER_FLAGS>;

/**
 * The authority that the flags describe, in place of those of the config; without any flag the config's own.
 * @throws SluiceError USAGE when the flags describe none
 */
export function authoritiesOfFlags(flags: SignerFlags, config: ImagesConfig, cwd: string): ImagesConfig {
  const signer = signerOf(flags);
  if (signer === undefined) {
    refuseSettings(flags);
    if (config.authorities.length > 0) return config;
    throw usage(
      'nobody says who must have signed: give --key FILE, or --identity SUBJECT and --issuer URL, or write images.authorities in sluice.yaml',
    );
  }
  const faults: string[] = [];
  const read = toImagesConfig(
    { authorities: [authorityOf(flags, signer)], ...trustRootsOf(flags) },
    { toAbsolute: (file) => path.resolve(cwd, file), folder: cwd, cwd },
    (_, message) => void faults.push(message),
  );
  const [fault] = faults;
  if (fault !== undefined) throw usage(fault.replace(/^images\.(?:authorities|trustRoots)\[0\]\.?/, ''));
  return { ...config, authorities: read.authorities, trustRoots: { ...config.trustRoots, ...read.trustRoots } };
}

const TRUST_ROOT = 'given';

function authorityOf(flags: SignerFlags, signer: JsonObject): JsonObject {
  const { annotation, attestation, tlog, repository } = flags;
  return {
    name: 'command line',
    images: ['**'],
    ...signer,
    ...(tlog === undefined ? {} : { tlog }),
    ...(flags['trusted-root'] === undefined ? {} : { trustRoot: TRUST_ROOT }),
    ...(repository === undefined ? {} : { repository }),
    ...(annotation.length === 0 ? {} : { annotations: annotationsOf(annotation) }),
    ...(attestation.length === 0
      ? {}
      : { attestations: attestation.map((predicateType) => ({ predicateType })), signature: 'ignored' }),
  };
}

const trustRootsOf = (flags: SignerFlags): JsonObject =>
  flags['trusted-root'] === undefined ? {} : { trustRoots: [{ name: TRUST_ROOT, file: flags['trusted-root'] }] };

function signerOf(flags: SignerFlags): JsonObject | undefined {
  const { key, identity, issuer } = flags;
  const subjectRegex = flags['identity-regex'];
  const issuerRegex = flags['issuer-regex'];
  const isKeyless = [identity, issuer, subjectRegex, issuerRegex].some((one) => one !== undefined);
  if (key !== undefined && isKeyless) throw usage('--key and --identity are two ways to sign; leave one of them out');
  if (key !== undefined) return { key };
  if (!isKeyless) return undefined;
  if (identity === undefined && subjectRegex === undefined)
    throw usage('an issuer vouches for anybody; say whom you trust with --identity SUBJECT');
  if (issuer === undefined && issuerRegex === undefined)
    throw usage('anybody can vouch for an identity; say whom you trust with --issuer URL');
  return {
    keyless: {
      ...(identity === undefined ? { subjectRegex: subjectRegex ?? '' } : { subject: identity }),
      ...(issuer === undefined ? { issuerRegex: issuerRegex ?? '' } : { issuer }),
    },
  };
}

function refuseSettings(flags: SignerFlags): void {
  const given = (['trusted-root', 'tlog', 'repository'] as const).find((name) => flags[name] !== undefined);
  const list = (['annotation', 'attestation'] as const).find((name) => flags[name].length > 0);
  const name = given ?? list;
  if (name !== undefined) throw usage(`--${name} goes with --key or --identity; sluice.yaml has its own`);
}

function annotationsOf(given: readonly string[]): JsonObject {
  return Object.fromEntries(
    given.map((one) => {
      const at = one.indexOf('=');
      if (at < 1) throw usage(`--annotation ${one}: write KEY=VALUE`);
      return [one.slice(0, at), one.slice(at + 1)];
    }),
  );
}

const usage = (message: string): SluiceError => new SluiceError('USAGE', message);
