import { X509Certificate } from 'node:crypto';

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]*-----END CERTIFICATE-----/g;
/** More are not looked at. */
const MOST = 100;

/** The certificates in a text of PEM, in its order. What is none is passed over. */
export function readCertificates(text: string): readonly X509Certificate[] {
  const certificates: X509Certificate[] = [];
  for (const block of (text.match(CERTIFICATE) ?? []).slice(0, MOST)) {
    try {
      certificates.push(new X509Certificate(block));
    } catch {
      // Not a certificate, so nobody is trusted by it.
    }
  }
  return certificates;
}

/** The text of PEM that holds these certificates. */
export const bundleOf = (certificates: readonly X509Certificate[]): string => certificates.map(String).join('');
