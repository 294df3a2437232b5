import type { KubeClient } from './kube-client.ts';

/** A client that looks and does not touch: what would be written is answered with what is there, or what was to be. */
export function readOnlyClient(client: KubeClient): KubeClient {
  return {
    send: (request) =>
      request.method === 'GET' ? client.send(request) : Promise.reject(new TypeError('this client only reads')),
    discover: (kind, options) => client.discover(kind, options),
    get: (address, options) => client.get(address, options),
    list: (resource, options) => client.list(resource, options),
    watch: (resource, options) => client.watch(resource, options),
    create: (_, object) => Promise.resolve(object),
    update: (_, object) => Promise.resolve(object),
    patch: (address, _, options) => client.get(address, options),
    delete: () => Promise.resolve(),
    // Whoever made the one that it looks through disposes of that.
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}
