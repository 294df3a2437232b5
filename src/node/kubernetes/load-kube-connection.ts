import type { RequestOptions } from 'node:https';
import { KubeConfig } from '@kubernetes/client-node/dist/config.js';
import { messageOf, SluiceError } from '../../core/errors.ts';
import { visible } from '../../core/report/safe-text.ts';
import type { KubeConnection, KubeCredentials } from './kube-connection.ts';

export interface KubeConfigChoice {
  /** `--kubeconfig`. Absent: the pod's own service account, else KUBECONFIG, else `~/.kube/config`. */
  readonly file?: string;
  /** Default: the current one. */
  readonly context?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * How to reach the API server that is meant: with the service account of the pod, or as a kubeconfig says, plugins that give
 * credentials included. Tokens of files are read again every minute.
 * @throws SluiceError CONFIG_INVALID
 */
export function loadKubeConnection(choice: KubeConfigChoice): KubeConnection {
  const config = load(choice);
  const cluster = config.getCurrentCluster();
  if (cluster === null) throw invalid(`its context "${config.getCurrentContext()}" names no cluster`);
  if (!URL.canParse(cluster.server)) throw invalid('the address of its cluster is none');
  const hasProxy = cluster.proxyUrl !== undefined && cluster.proxyUrl !== '';
  return { server: new URL(cluster.server), credentials: () => credentialsOf(config, hasProxy) };
}

function load({ file, context, env }: KubeConfigChoice): KubeConfig {
  const config = new KubeConfig();
  try {
    if (file !== undefined) config.loadFromFile(file);
    else if (isInCluster(env)) config.loadFromCluster();
    else config.loadFromDefault();
  } catch (error) {
    throw invalid(`it cannot be read: ${visible(messageOf(error))}`, error);
  }
  if (context !== undefined) config.setCurrentContext(context);
  return config;
}

const isInCluster = (env: KubeConfigChoice['env']): boolean =>
  env['KUBECONFIG'] === undefined && env['KUBERNETES_SERVICE_HOST'] !== undefined;

async function credentialsOf(config: KubeConfig, hasProxy: boolean): Promise<KubeCredentials> {
  const options: RequestOptions = {};
  try {
    await config.applyToHTTPSOptions(options);
  } catch (error) {
    // A plugin's own words may hold what it was given.
    throw new SluiceError(
      'ACCESS_DENIED',
      'the kubeconfig gives no credentials: its plugin or one of its files failed',
      {
        cause: error,
      },
    );
  }
  const { ca, cert, key, passphrase, rejectUnauthorized, servername } = options;
  const tls = { ca, cert, key, passphrase, rejectUnauthorized, servername };
  return {
    headers: headersOf(options),
    tls: withoutAbsent(tls),
    ...(hasProxy && typeof options.agent === 'object' ? { agent: options.agent } : {}),
  };
}

/** A token from a file may end in a newline, which no header may. */
function headersOf({ headers, auth }: RequestOptions): Readonly<Record<string, string>> {
  const basic = typeof auth === 'string' ? { authorization: `Basic ${Buffer.from(auth).toString('base64')}` } : {};
  const given = Object.entries(headers ?? {}).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name.toLowerCase(), value.trim()] as const] : [],
  );
  return { ...basic, ...Object.fromEntries(given) };
}

type Present<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

function withoutAbsent<T extends object>(value: T): Present<T> {
  // What is left has no member that is undefined, which is all that the type says.
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Present<T>;
}

const invalid = (problem: string, cause?: unknown): SluiceError =>
  new SluiceError(
    'CONFIG_INVALID',
    `the kubeconfig does not lead to an API server: ${problem}; name another with --kubeconfig`,
    cause === undefined ? undefined : { cause },
  );
