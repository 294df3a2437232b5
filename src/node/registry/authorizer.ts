import { SluiceError } from '../../core/errors.ts';
import { isJsonObject, type JsonObject } from '../../core/model/json.ts';
import { parseChallenges, type AuthChallenge } from './auth-challenge.ts';
import { createAuthMemory, type Authorization, type AuthMemory } from './auth-memory.ts';
import type { Credentials, CredentialSource } from './docker-credentials.ts';
import type { HttpClient } from './http-client.ts';
import { shownUrl, UnexpectedStatus, type HttpResponse } from './http-exchange.ts';

/** Meets the challenges of one registry. */
export interface Authorizer {
  /**
   * What to send as `authorization`, one after the other: what was good a moment ago, or nothing; and after each refusal (a 401 or
   * 403, given to `next`) what the next credentials are good for. It ends when nothing is left that was not refused.
   * @throws SluiceError NETWORK_FAILED, ADDRESS_REFUSED, and what the source of credentials throws
   */
  attempts(scope: string): AsyncGenerator<string | undefined, void, HttpResponse>;
}

export interface AuthorizerOptions {
  readonly client: HttpClient;
  readonly registry: string;
  /** Asked only when a registry wants to know who we are. */
  readonly credentials: CredentialSource;
  /** What is remembered of a registry for others, too. */
  readonly memory?: AuthMemory;
  /** Whose credentials these are; what is good for one is not used for another. */
  readonly owner?: string;
}

const MOST_TOKEN_BYTES = 1024 * 1024;
/** What a token is good for if nobody says so, as the protocol has it. */
const DEFAULT_TOKEN_SECONDS = 60;
/** A token that is nearly over may be over when it arrives. */
const MARGIN_SECONDS = 10;

export function createAuthorizer(options: AuthorizerOptions): Authorizer {
  const memory = options.memory ?? createAuthMemory();
  return {
    attempts: (scope) => attempts({ ...options, memory, scope, key: JSON.stringify([options.owner ?? '', scope]) }),
  };
}

interface Question extends AuthorizerOptions {
  readonly memory: AuthMemory;
  readonly scope: string;
  readonly key: string;
}

async function* attempts(question: Question): AsyncGenerator<string | undefined, void, HttpResponse> {
  const { memory, key, credentials } = question;
  const refused = new Set<string | undefined>();
  const known = memory.known(key);
  let challenge = memory.challenge();
  // A stranger is asked who he is first, unless it is known that he will be.
  if (known !== undefined || challenge === undefined) {
    refused.add(known);
    challenge = challengeOf(yield known) ?? challenge;
    memory.forget(key, known);
  }
  if (challenge === undefined) return;
  for await (const one of credentials()) {
    const authorization: Answered = await answerTo(challenge, one, question).catch((error: unknown) => {
      // The registry may have moved the place that hands out tokens since.
      memory.forgetChallenge();
      throw error;
    });
    if (authorization === 'refused' || refused.has(authorization?.value)) continue;
    memory.learn(key, challenge, authorization);
    refused.add(authorization?.value);
    challenge = challengeOf(yield authorization?.value) ?? challenge;
    memory.forget(key, authorization?.value);
  }
  // What was remembered of the registry led nowhere.
  memory.forgetChallenge();
  if (!refused.has(undefined)) yield undefined;
}

const challengeOf = ({ headers }: HttpResponse): AuthChallenge | undefined =>
  parseChallenges(headers['www-authenticate'] ?? '')[0];

/** Undefined: to ask as a stranger, once more. */
type Answered = Authorization | undefined | 'refused';

async function answerTo(
  challenge: AuthChallenge,
  credentials: Credentials | undefined,
  question: Question,
): Promise<Answered> {
  switch (challenge.kind) {
    case 'basic':
      if (credentials?.kind === 'identity-token') return 'refused';
      return credentials && { value: basic(credentials), until: Number.POSITIVE_INFINITY };
    case 'bearer':
      return question.memory.token(tokenKey(challenge, credentials, question), () =>
        fetchToken(challenge, credentials, question),
      );
  }
}

const basic = ({ username, password }: { readonly username: string; readonly password: string }): string =>
  `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

type Bearer = Extract<AuthChallenge, { readonly kind: 'bearer' }>;

const tokenKey = ({ realm, service }: Bearer, credentials: Credentials | undefined, { scope }: Question): string =>
  JSON.stringify([realm, service, scope, credentials]);

async function fetchToken(
  { realm, service }: Bearer,
  credentials: Credentials | undefined,
  question: Question,
): Promise<Authorization | 'refused'> {
  const { registry, scope } = question;
  if (!URL.canParse(realm)) throw new SluiceError('NETWORK_FAILED', `${registry} names no address to get tokens from`);
  const url = new URL(realm);
  const parameters = { ...(service === undefined ? {} : { service }), scope };
  const answer =
    credentials?.kind === 'identity-token'
      ? await exchangeToken(question, url, parameters, credentials.token)
      : await askForToken(question, url, parameters, credentials);
  return tokenOf(answer, url, question);
}

function askForToken(
  { client }: Question,
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
  { client }: Question,
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
  const body = Buffer.from(form.toString());
  return client.send({ method: 'POST', url, headers, body, maxBytes: MOST_TOKEN_BYTES });
}

function tokenOf({ status, body }: HttpResponse, url: URL, { registry, memory }: Question): Authorization | 'refused' {
  if (status === 401 || status === 403) return 'refused';
  const answer = status === 200 ? parse(body) : {};
  const token = answer['token'] ?? answer['access_token'];
  if (typeof token !== 'string' || token === '' || /[^\x21-\x7e]/.test(token))
    throw new SluiceError('NETWORK_FAILED', `${shownUrl(url)} gave no token for ${registry} (status ${status})`, {
      cause: new UnexpectedStatus(status),
    });
  return { value: `Bearer ${token}`, until: memory.now() + lifetimeMs(answer) };
}

function lifetimeMs({ expires_in: seconds }: JsonObject): number {
  const asked = typeof seconds === 'number' && seconds >= 0 ? seconds : DEFAULT_TOKEN_SECONDS;
  return Math.max(0, asked - MARGIN_SECONDS) * 1000;
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

function parse(body: Buffer): JsonObject {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return isJsonObject(value) ? value : {};
  } catch {
    return {};
  }
}
