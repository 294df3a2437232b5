import { SluiceError } from '../../core/errors.ts';
import { isJsonObject } from '../../core/model/json.ts';
import { parseChallenges, type AuthChallenge } from './auth-challenge.ts';
import type { Credentials } from './docker-credentials.ts';
import type { HttpClient } from './http-client.ts';
import type { HttpResponse } from './http-exchange.ts';
import { shownUrl } from './http-exchange.ts';

/** Meets the challenges of one registry. */
export interface Authorizer {
  /** The `authorization` that was good for this scope a moment ago. */
  known(scope: string): string | undefined;
  /**
   * Answers the challenge of a 401. Undefined when nothing can be answered, or only what was refused just now.
   * @throws SluiceError ACCESS_DENIED, NETWORK_FAILED
   */
  authorize(answer: HttpResponse, scope: string): Promise<string | undefined>;
}

const MOST_TOKEN_BYTES = 1024 * 1024;

/** @param credentials asked once, and only when a registry wants to know who we are */
export function createAuthorizer(
  client: HttpClient,
  registry: string,
  credentials: () => Promise<Credentials | undefined>,
): Authorizer {
  const known = new Map<string, string>();
  return {
    known: (scope) => known.get(scope),
    authorize: async ({ headers }, scope) => {
      const [challenge] = parseChallenges(headers['www-authenticate'] ?? '');
      if (challenge === undefined) return undefined;
      const answered = await answerTo(challenge, { client, registry, scope, credentials: await credentials() });
      if (answered === undefined || answered === known.get(scope)) return undefined;
      known.set(scope, answered);
      return answered;
    },
  };
}

interface Question {
  readonly client: HttpClient;
  readonly registry: string;
  readonly scope: string;
  readonly credentials: Credentials | undefined;
}

async function answerTo(challenge: AuthChallenge, question: Question): Promise<string | undefined> {
  switch (challenge.kind) {
    case 'basic':
      return question.credentials?.kind === 'password' ? basic(question.credentials) : undefined;
    case 'bearer':
      return `Bearer ${await fetchToken(challenge, question)}`;
  }
}

const basic = ({ username, password }: { readonly username: string; readonly password: string }): string =>
  `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

async function fetchToken(
  { realm, service }: Extract<AuthChallenge, { readonly kind: 'bearer' }>,
  { client, registry, scope, credentials }: Question,
): Promise<string> {
  if (!URL.canParse(realm)) throw new SluiceError('NETWORK_FAILED', `${registry} names no address to get tokens from`);
  const url = new URL(realm);
  const parameters = { ...(service === undefined ? {} : { service }), scope };
  const answer =
    credentials?.kind === 'identity-token'
      ? await exchangeToken(client, url, parameters, credentials.token)
      : await askForToken(client, url, parameters, credentials);
  return tokenOf(answer, url, registry, credentials !== undefined);
}

function askForToken(
  client: HttpClient,
  url: URL,
  parameters: Readonly<Record<string, string>>,
  credentials: Extract<Credentials, { readonly kind: 'password' }> | undefined,
): Promise<HttpResponse> {
  const asked = new URL(url);
  for (const [name, value] of Object.entries(parameters)) asked.searchParams.set(name, value);
  const headers = credentials === undefined ? {} : { authorization: basic(credentials) };
  return client.send({ method: 'GET', url: asked, headers, maxBytes: MOST_TOKEN_BYTES });
}

/** OAuth 2: the long-lived token is traded for one of this scope. */
function exchangeToken(
  client: HttpClient,
  url: URL,
  parameters: Readonly<Record<string, string>>,
  token: string,
): Promise<HttpResponse> {
  const form = new URLSearchParams({
    ...parameters,
    grant_type: 'refresh_token',
    client_id: 'sluice',
    refresh_token: token,
  });
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return client.send({ method: 'POST', url, headers, body: Buffer.from(form.toString()), maxBytes: MOST_TOKEN_BYTES });
}

function tokenOf({ status, body }: HttpResponse, url: URL, registry: string, hasCredentials: boolean): string {
  if (status === 401 || status === 403) throw refused(registry, hasCredentials, shownUrl(url));
  const answer = status === 200 ? parse(body) : undefined;
  const token = isJsonObject(answer) ? (answer['token'] ?? answer['access_token']) : undefined;
  if (typeof token !== 'string' || token === '' || /[^\x21-\x7e]/.test(token))
    throw new SluiceError('NETWORK_FAILED', `${shownUrl(url)} gave no token for ${registry} (status ${status})`);
  return token;
}

/** The message for a registry that does not let us in. */
export function refused(registry: string, hasCredentials: boolean, place: string): SluiceError {
  return new SluiceError(
    'ACCESS_DENIED',
    hasCredentials
      ? `${place} does not accept the credentials for ${registry}, or they do not allow this; log in again: docker login ${registry}`
      : `${place} wants to know who asks, and there are no credentials for ${registry}; log in: docker login ${registry}`,
  );
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
