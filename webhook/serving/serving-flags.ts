/** Where the server listens, to whom, and for whom it does not judge. */
export const SERVING_FLAGS = {
  port: {
    kind: 'count',
    value: 'N',
    min: 0,
    max: 65_535,
    group: 'Serving',
    description: 'The TCP port; 0 takes a free one and says which.',
    defaultText: '8443',
  },
  host: {
    kind: 'text',
    value: 'ADDRESS',
    group: 'Serving',
    description: 'The address to listen on.',
    defaultText: 'all addresses of the machine',
  },
  'tls-min-version': {
    kind: 'choice',
    choices: ['1.2', '1.3'],
    group: 'Serving',
    description: 'The oldest version of TLS that is spoken.',
    defaultText: '1.3',
  },
  'client-ca': {
    kind: 'text',
    value: 'FILE',
    group: 'Serving',
    description:
      'Listen only to clients that show a certificate of these authorities, as PEM. The probes stay open to everybody.',
  },
  'client-name': {
    kind: 'text',
    value: 'NAME',
    group: 'Serving',
    description: 'The common name in the certificate of the client; needs --client-ca.',
    defaultText: 'kube-apiserver',
  },
  'exempt-namespace': {
    kind: 'list',
    value: 'NAME',
    group: 'Serving',
    description:
      'A Namespace, or with * at one or both ends several, in which nothing is judged, and that may carry the label admission.gatekeeper.sh/ignore. The one that sluice runs in is not judged either.',
  },
  'shutdown-delay': {
    kind: 'count',
    value: 'SECONDS',
    min: 0,
    max: 600,
    group: 'Serving',
    description:
      'How long to go on serving after SIGTERM, not ready any more, so that nobody sends to a port that is closed.',
    defaultText: '0',
  },
} as const;
