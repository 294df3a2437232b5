import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';

/**
 * Why a caller is not listened to who must show a certificate: none that holds, or another name in it. The probes of a kubelet have none,
 * so the server itself lets everybody connect.
 */
export function refuseCaller(expectedName: string): (request: IncomingMessage) => string | undefined {
  return ({ socket }) => {
    if (!(socket instanceof TLSSocket)) return 'the call did not come over TLS';
    // A session that is taken up again may have been begun without a certificate, and Node calls it authorized all the same.
    if (!socket.authorized || socket.isSessionReused())
      return 'show a client certificate of an authority in --client-ca';
    const name = commonNameOf(socket);
    return name === expectedName ? undefined : `the client certificate is not that of ${expectedName} (--client-name)`;
  };
}

function commonNameOf(socket: TLSSocket): unknown {
  const { subject } = socket.getPeerCertificate();
  return subject?.CN;
}
