import { Agent, request } from 'node:http';
import { buffer } from 'node:stream/consumers';

const ACCEPT =
  'application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json';

/**
 * The least that anybody must ask a registry, one after the other, to come from an image's tag to its signature: the floor of asking.
 * Nothing is compared, verified or kept.
 */
export function plainQuestions({ host, hasReferrers, format }) {
  const agent = new Agent({ keepAlive: true });
  const get = async (path) => {
    const call = request(`http://${host}/v2/${path}`, { agent, headers: { accept: ACCEPT } });
    const response = await new Promise((resolve, reject) => {
      call.on('response', resolve).on('error', reject).end();
    });
    const bytes = await buffer(response);
    if (response.statusCode !== 200) throw new Error(`${host}/v2/${path} answered ${response.statusCode}`);
    return { digest: response.headers['docker-content-digest'], bytes };
  };
  const document = async (path) => JSON.parse((await get(path)).bytes.toString('utf8'));

  return async (name) => {
    const [, repository, tag] = /^[^/]+\/(.*):(.*)$/.exec(name);
    const { digest } = await get(`${repository}/manifests/${tag}`);
    const standIn = `${repository}/manifests/${digest.replace(':', '-')}`;
    const signature = format === 'bundle' ? await bundleManifest() : await document(`${standIn}.sig`);
    await get(`${repository}/blobs/${signature.layers[0].digest}`);

    async function bundleManifest() {
      const { manifests } = await document(hasReferrers ? `${repository}/referrers/${digest}` : standIn);
      return document(`${repository}/manifests/${manifests[0].digest}`);
    }
  };
}
