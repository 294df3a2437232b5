import { decodeBase64Text } from '../../../documents/values/base64.ts';
import { isReference } from '../../values/is-reference.ts';
import { isStandIn } from '../../values/is-stand-in.ts';
import { each, fields, type Reading } from '../search.ts';
import { settled } from '../settled.ts';

const credential =
  (title: string, isBase64: boolean = false): Reading =>
  (value, place, search) => {
    if (typeof value !== 'string') return search.anything(value, place, search);
    const decoded = isBase64 ? decodeBase64Text(value) : undefined;
    const text = decoded ?? value;
    if (isReference(value) || isReference(text) || isStandIn(value) || search.isPlaceholder(value)) return;
    const claim = { rule: 'kubeconfig-credential', title, confidence: 'certain', secret: text } as const;
    search.add({ place, label: String(place.key), text, decoded: decoded === undefined ? [] : ['base64'], claim });
  };

const authProvider: Reading = fields(
  {
    config: fields(
      {
        'access-token': credential('a token for a cluster'),
        'id-token': credential('a token for a cluster'),
        'refresh-token': credential('a token for a cluster'),
        'client-secret': credential('a client secret'),
      },
      settled,
    ),
  },
  settled,
);

const user: Reading = fields({
  token: credential('a token for a cluster'),
  password: credential('a password for a cluster'),
  'client-key-data': credential('a private key for a cluster', true),
  'client-certificate-data': settled,
  'auth-provider': authProvider,
});

export const kubeconfig: Reading = fields({
  apiVersion: settled,
  kind: settled,
  clusters: settled,
  contexts: settled,
  users: each(fields({ name: settled, user })),
});
