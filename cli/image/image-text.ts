import type { AttestationFact } from '../../src/core/images/attestation.ts';
import type { ImageFinding, SignatureFact } from '../../src/core/images/image-fact.ts';
import type { FoundSigner } from '../../src/core/images/signature-check.ts';
import type { Paint, Tone } from '../../src/core/report/format-options.ts';
import { oneLine } from '../../src/core/report/safe-text.ts';

/** What was found out, for people: each image with its digest, its verdict, and what speaks for or against it. */
export function imageText(images: readonly ImageFinding[], paint: Paint): string {
  return `${images.map((image) => imageLines(image, paint).join('\n')).join('\n\n')}\n`;
}

function imageLines(image: ImageFinding, paint: Paint): readonly string[] {
  const { ref, digest, status, message, authorities, signatures, attestations } = image;
  return [
    paint('strong', oneLine(ref)),
    ...(digest === undefined ? [] : [row('digest', digest)]),
    row('verdict', paint(TONES[status], status) + (message === undefined ? '' : `: ${oneLine(message)}`)),
    ...authorities.map((one) =>
      row('authority', `${one.name}: ${one.satisfied ? 'satisfied' : `not satisfied (${one.code ?? ''})`}`),
    ),
    ...signatures.map((one) => row('signature', signatureText(one))),
    ...attestations.map((one) => row('attests', attestationText(one))),
    ...(status === 'verified' && digest !== undefined && !image.pinned
      ? [row('pin it', pinnedName(image, digest))]
      : []),
  ];
}

const TONES: Readonly<Record<ImageFinding['status'], Tone>> = {
  verified: 'success',
  unsigned: 'error',
  untrusted: 'error',
  invalid: 'error',
  error: 'warning',
  skipped: 'warning',
};

const LABEL_WIDTH = 11;

const row = (label: string, text: string): string => `  ${label.padEnd(LABEL_WIDTH)}${text}`;

function signatureText({ ok, place, by, signer, tlog, timestamps = [], code, reason }: SignatureFact): string {
  if (!ok) return `refused (${code ?? ''}) ${oneLine(place)}: ${oneLine(reason ?? '')}`;
  const times = [
    ...(tlog === undefined ? [] : [`log entry ${tlog.index}${tlog.time === undefined ? '' : ` of ${tlog.time}`}`]),
    ...timestamps.map((time) => `signed at ${time}`),
  ];
  return [`valid (${signer ?? ''})`, oneLine(place), ...(by === undefined ? [] : [signerText(by)]), ...times].join(
    ', ',
  );
}

function signerText(by: FoundSigner): string {
  switch (by.kind) {
    case 'identity':
      return `by ${oneLine(by.subject)}, issuer ${oneLine(by.issuer)}`;
    case 'certificate':
      return `by ${oneLine(by.subject)}, issued by ${oneLine(by.issuer)}`;
    case 'key':
      return `by key ${by.fingerprint}`;
  }
}

function attestationText({ predicateType, by, provenance, scan, sbom, vex }: AttestationFact): string {
  const said = [
    ...(provenance === undefined
      ? []
      : [`built by ${oneLine(provenance.builder)} from ${oneLine(provenance.sourceUri ?? 'an unnamed source')}`]),
    ...(scan === undefined
      ? []
      : [
          `${scan.vulnerabilities.length} vulnerabilities found by ${oneLine(scan.scanner)}${scan.finishedOn === undefined ? '' : ` on ${scan.finishedOn.slice(0, 10)}`}`,
        ]),
    ...(sbom === undefined ? [] : [`${sbom.packages.length} packages (${sbom.format})`]),
    ...(vex === undefined ? [] : [`${vex.length} statements about vulnerabilities`]),
  ];
  return [oneLine(predicateType), ...said, signerText(by)].join(', ');
}

function pinnedName({ ref }: ImageFinding, digest: string): string {
  return `${oneLine(ref)}@${digest}`;
}
