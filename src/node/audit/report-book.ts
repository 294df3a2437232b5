import type { JudgedObject } from '../../core/audit/judged-object.ts';
import { MANAGED_BY, reportContent, toPolicyReport } from '../../core/audit/policy-report.ts';
import { messageOf } from '../../core/errors.ts';
import { textAt } from '../../core/gatekeeper/read-fields.ts';
import type { JsonObject } from '../../core/model/json.ts';
import { sha256 } from '../digest.ts';
import { FIELD_MANAGER } from '../cluster/constraint-kinds.ts';
import type { ApiResource, KubeClient, ObjectAddress } from '../kubernetes/kube-client.ts';
import { hasStatus } from '../kubernetes/kube-error.ts';
import { inParallel } from './in-parallel.ts';
import type { ReportKinds } from './report-kinds.ts';

export interface ReportBookOptions {
  readonly client: KubeClient;
  readonly reports: readonly ReportKinds[];
  readonly signal: AbortSignal;
}

/** What is known of a report: the least, because there may be one for each object of the cluster. */
interface KnownReport {
  readonly address: ObjectAddress;
  readonly digest: string;
  /** `apiVersion/kind` of the object that it is about. */
  readonly about: string;
  isCurrent: boolean;
}

const AT_ONCE = 4;
const PAGE = 100;
const MOST_PROBLEMS = 10;
/** Of objects that could not be reported on, the first few say what is wrong with all. */
const SELECTOR = `${MANAGED_BY.label}=${MANAGED_BY.value}`;

/**
 * Keeps the reports of a cluster as an audit finds things: writes what says something else now, and takes away what is about
 * nothing. What cannot be written is a problem of the audit, and no end of it.
 */
export class ReportBook {
  readonly #options: ReportBookOptions;
  readonly #known = new Map<string, KnownReport>();
  readonly #problems: string[] = [];
  #written = 0;
  #deleted = 0;
  #failed = 0;

  private constructor(options: ReportBookOptions) {
    this.#options = options;
  }

  /** Reads which reports there are. @throws KubeError */
  static async open(options: ReportBookOptions): Promise<ReportBook> {
    const book = new ReportBook(options);
    for (const { namespaced, cluster } of options.reports) {
      await book.#read(namespaced);
      await book.#read(cluster);
    }
    return book;
  }

  get written(): number {
    return this.#written;
  }

  get deleted(): number {
    return this.#deleted;
  }

  get problems(): readonly string[] {
    const more = this.#failed - this.#problems.length;
    return more > 0 ? [...this.#problems, `… and ${more} more reports could not be written`] : this.#problems;
  }

  /** What was said of some objects. One that nobody has anything to say about gets no report, and one that was mended a clean one. */
  async take(judged: readonly JudgedObject[]): Promise<void> {
    await inParallel(judged, AT_ONCE, async (one) => {
      for (const reports of this.#options.reports) await this.#takeOne(reports, one);
    });
  }

  /** All objects of a kind were seen: reports about others of it are about nothing. */
  async closeKind({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }): Promise<void> {
    await this.#deleteStale(({ about }) => about === `${apiVersion}/${kind}`);
  }

  /** Reports about kinds that nobody looks at any more. */
  async closeOthers(kinds: ReadonlySet<string>): Promise<void> {
    await this.#deleteStale(({ about }) => !kinds.has(about));
  }

  async #read(resource: ApiResource): Promise<void> {
    const { client, signal } = this.#options;
    for await (const { items } of client.list(resource, { labelSelector: SELECTOR, limit: PAGE, signal })) {
      for (const report of items) this.#know(resource, report, false);
    }
  }

  #know(resource: ApiResource, report: JsonObject, isCurrent: boolean): void {
    const namespace = textAt(report, ['metadata', 'namespace']);
    const name = textAt(report, ['metadata', 'name']);
    const address = { resource, name, ...(namespace === '' ? {} : { namespace }) };
    const about = `${textAt(report, ['scope', 'apiVersion'])}/${textAt(report, ['scope', 'kind'])}`;
    this.#known.set(keyOf(address), { address, digest: sha256(reportContent(report)), about, isCurrent });
  }

  async #takeOne({ dialect, namespaced, cluster }: ReportKinds, judged: JudgedObject): Promise<void> {
    const { namespace } = judged.identity;
    const resource = namespace === '' ? cluster : namespaced;
    const address = { resource, name: judged.uid, ...(namespace === '' ? {} : { namespace }) };
    const known = this.#known.get(keyOf(address));
    // What policies do not select is left for `closeKind` to take away.
    const isSelected = judged.passes + judged.results.length > 0;
    const isWanted = judged.results.length > 0 || (known !== undefined && isSelected);
    if (!isWanted) return;
    const report = toPolicyReport(dialect, judged);
    if (known?.digest === sha256(reportContent(report))) known.isCurrent = true;
    else await this.#write(address, report, known);
  }

  async #write(address: ObjectAddress, report: JsonObject, known: KnownReport | undefined): Promise<void> {
    const { client, signal } = this.#options;
    // A report of the same name that is not ours is somebody else's, and stays as it is.
    const force = known !== undefined;
    if (known !== undefined) known.isCurrent = true;
    await this.#try(async () => {
      await client.patch(address, { type: 'apply', body: report, fieldManager: FIELD_MANAGER, force }, { signal });
      this.#know(address.resource, report, true);
      this.#written += 1;
    });
  }

  async #deleteStale(isMeant: (report: KnownReport) => boolean): Promise<void> {
    const stale = [...this.#known].filter(([, report]) => !report.isCurrent && isMeant(report));
    await inParallel(stale, AT_ONCE, ([key, { address }]) =>
      this.#try(async () => {
        await this.#options.client.delete(address, { signal: this.#options.signal });
        this.#known.delete(key);
        this.#deleted += 1;
      }),
    );
  }

  async #try(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (this.#options.signal.aborted) throw error;
      // The object, or its Namespace, went while it was judged.
      if (hasStatus(error, 404)) return;
      this.#failed += 1;
      if (this.#problems.length < MOST_PROBLEMS) this.#problems.push(messageOf(error));
    }
  }
}

const keyOf = ({ resource, namespace = '', name }: ObjectAddress): string =>
  `${resource.group}/${resource.plural}/${namespace}/${name}`;
