import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import {
  Key,
  MetaFile,
  Metadata,
  Root,
  Signature,
  Snapshot,
  TargetFile,
  Targets,
  Timestamp,
  type MetadataKind,
} from '@tufjs/models';
import { TestServer, type Answer } from './http-server.ts';

/** One who signs metadata of TUF. */
export interface TufKey {
  readonly key: Key;
  readonly privateKey: KeyObject;
}

export function newTufKey(): TufKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const keyID = sha256(pem);
  return { key: new Key({ keyID, keyType: 'ed25519', scheme: 'ed25519', keyVal: { public: pem } }), privateKey };
}

/** Who may sign what in a root, and how many of them it takes. */
export interface TufRoles {
  readonly root: readonly TufKey[];
  /** Timestamp, snapshot and targets. */
  readonly others: readonly TufKey[];
  /** How many keys each role takes. Default: 1. */
  readonly threshold?: number;
}

export type TufRole = 'timestamp' | 'snapshot' | 'targets';

export interface TufState {
  readonly version: number;
  readonly targets: Readonly<Record<string, string>>;
  readonly signers: readonly TufKey[];
  /** Default: `signers`. */
  readonly signersOf?: Partial<Record<TufRole, readonly TufKey[]>>;
  /** Default: in the year 2100. */
  readonly expires?: Partial<Record<TufRole, string>>;
  /** Default: that of everything. */
  readonly versions?: Partial<Record<TufRole, number>>;
}

export const LONG_AGO = '2020-01-01T00:00:00Z';
const FAR_AWAY = '2100-01-01T00:00:00Z';
const SPEC = '1.0.31';

/** A TUF repository on loopback with consistent snapshots, as Sigstore's is. */
export class TufRepository implements AsyncDisposable {
  /** By path; a test alters what it likes. */
  readonly files: Map<string, Buffer> = new Map();
  /** Answers instead when it returns true. */
  intercept: (...parts: Parameters<Answer>) => boolean = () => false;
  #server: TestServer | undefined;

  static async start(): Promise<TufRepository> {
    const repository = new TufRepository();
    repository.#server = await TestServer.start((request, response) => {
      if (repository.intercept(request, response)) return;
      const file = repository.files.get(request.url);
      response.writeHead(file === undefined ? 404 : 200).end(file);
    });
    return repository;
  }

  get url(): string {
    if (this.#server === undefined) throw new Error('the repository has not started');
    return this.#server.url('/').href;
  }

  /** Paths in the order in which they were asked for. */
  get asked(): readonly string[] {
    return this.#server?.seen.map(({ url }) => url) ?? [];
  }

  /** Puts `N.root.json` there and gives its text. */
  publishRoot(version: number, roles: TufRoles, signers: readonly TufKey[], expires: string = FAR_AWAY): string {
    const text = rootText(version, roles, signers, expires);
    this.files.set(`/${version}.root.json`, Buffer.from(text));
    return text;
  }

  /** Puts targets and the metadata above them there. */
  publish({ version, targets, signers, signersOf = {}, expires = {}, versions = {} }: TufState): void {
    const common = (role: TufRole): Common => ({
      version: versions[role] ?? version,
      specVersion: SPEC,
      expires: expires[role] ?? FAR_AWAY,
    });
    const list = new Targets(common('targets'));
    for (const [name, content] of Object.entries(targets)) {
      const digest = sha256(content);
      list.addTarget(new TargetFile({ path: name, length: Buffer.byteLength(content), hashes: { sha256: digest } }));
      this.files.set(`/targets/${digest}.${name}`, Buffer.from(content));
    }
    const meta = {
      'targets.json': this.#put(`/${list.version}.targets.json`, new Metadata(list), signersOf.targets ?? signers),
    };
    const snapshot = new Snapshot({ ...common('snapshot'), meta });
    const snapshotMeta = this.#put(
      `/${snapshot.version}.snapshot.json`,
      new Metadata(snapshot),
      signersOf.snapshot ?? signers,
    );
    const timestamp = new Timestamp({ ...common('timestamp'), snapshotMeta });
    this.#put('/timestamp.json', new Metadata(timestamp), signersOf.timestamp ?? signers);
  }

  #put(
    path: string,
    metadata: Metadata<Targets> | Metadata<Snapshot> | Metadata<Timestamp>,
    signers: readonly TufKey[],
  ): MetaFile {
    const text = signedText(metadata, signers);
    this.files.set(path, Buffer.from(text));
    const hashes = { sha256: sha256(text) };
    return new MetaFile({ version: metadata.signed.version, length: Buffer.byteLength(text), hashes });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server?.[Symbol.asyncDispose]();
  }
}

type Common = { readonly version: number; readonly specVersion: string; readonly expires: string };

export function rootText(
  version: number,
  roles: TufRoles,
  signers: readonly TufKey[],
  expires: string = FAR_AWAY,
): string {
  const { root, others, threshold = 1 } = roles;
  const keys = Object.fromEntries([...root, ...others].map(({ key }) => [key.keyID, key.toJSON()]));
  const role = (list: readonly TufKey[]): object => ({ keyids: list.map(({ key }) => key.keyID), threshold });
  const roleMap = { root: role(root), timestamp: role(others), snapshot: role(others), targets: role(others) };
  const signed = {
    _type: 'root' satisfies `${MetadataKind.Root}`,
    spec_version: SPEC,
    version,
    expires,
    consistent_snapshot: true,
    keys,
    roles: roleMap,
  };
  return signedText(new Metadata(Root.fromJSON(JSON.parse(JSON.stringify(signed)))), signers);
}

type AnyMetadata = Metadata<Root> | Metadata<Targets> | Metadata<Snapshot> | Metadata<Timestamp>;

function signedText(metadata: AnyMetadata, signers: readonly TufKey[]): string {
  for (const { key, privateKey } of signers)
    metadata.sign(
      (data) => new Signature({ keyID: key.keyID, sig: sign(undefined, data, privateKey).toString('hex') }),
    );
  return JSON.stringify(metadata.toJSON());
}

const sha256 = (content: string): string => createHash('sha256').update(content).digest('hex');
