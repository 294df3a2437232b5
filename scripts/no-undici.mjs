// Takes the place of undici in the bundle: it is as large as all else that finds a cluster, and only the calls of
// @kubernetes/client-node need it, of which nothing but its reading of kubeconfigs is used.
function refuse() {
  throw new Error('undici is not in the bundle: requests go through src/node/kubernetes');
}

export { refuse as Agent, refuse as ProxyAgent, refuse as fetch };
