import type { DeclaredNamespace, Subject } from '../../src/core/evaluate/court.ts';
import type { Verdict } from '../../src/core/evaluate/verdict.ts';
import { InventoryTree, type InventoryLeaf } from '../../src/core/gatekeeper/inventory.ts';
import { readShared, type SharedText } from '../../src/node/cluster/shared-text.ts';
import type { EvaluationTask } from '../../src/node/evaluation/evaluation-task.ts';
import { Evaluator } from '../../src/node/evaluation/evaluator.ts';
import type { JudgeLoad, JudgeOrder, SurroundingsChange } from './judge-protocol.ts';

/** Its text is read when it is written into the memory of the policies, and not kept here. */
class SharedLeaf implements InventoryLeaf {
  readonly kind = 'leaf';
  readonly #text: SharedText;

  constructor(text: SharedText) {
    this.#text = text;
  }

  get json(): string {
    return readShared(this.#text);
  }
}

/** One policy set, loaded in this thread, with what is known of the cluster. */
export class JudgeSeat {
  readonly #task: EvaluationTask;
  readonly #namespaces: Map<string, DeclaredNamespace>;
  readonly #inventory: InventoryTree | undefined;
  #today: string;
  #evaluator: Evaluator | undefined;

  /** @throws when the set cannot be loaded, or its policies cannot be given what they are to see */
  constructor({ task, surroundings, readsInventory }: JudgeLoad) {
    this.#task = task;
    this.#today = task.today;
    // A cluster that is watched knows its Namespaces better than a config.
    this.#namespaces = new Map(surroundings === undefined ? task.namespaces : []);
    this.#inventory = readsInventory ? new InventoryTree() : undefined;
    if (surroundings !== undefined) this.#take(surroundings);
    this.#open();
  }

  judge(order: JudgeOrder): Verdict {
    if (order.today !== this.#today) this.#evaluator = undefined;
    this.#today = order.today;
    try {
      const verdict = judge(this.#open(), order);
      // An evaluator gives a rule up for good after a few timeouts. Here that would let three bad objects stop all the others.
      if (hasTimedOut(verdict)) this.#evaluator = undefined;
      return verdict;
    } catch (error) {
      this.#evaluator = undefined;
      throw error;
    }
  }

  /** @throws when policies cannot be given what they are to see; nothing more may be judged here */
  update(change: SurroundingsChange): void {
    this.#take(change);
    if (this.#inventory !== undefined && change.inventory.length > 0) this.#evaluator?.refreshInventory();
  }

  #take({ namespaces, inventory }: SurroundingsChange): void {
    for (const [name, namespace] of namespaces) {
      if (namespace === undefined) this.#namespaces.delete(name);
      else this.#namespaces.set(name, namespace);
    }
    for (const { path, text } of inventory) {
      if (text === undefined) this.#inventory?.delete(path);
      else this.#inventory?.setLeaf(path, new SharedLeaf(text));
    }
  }

  #open(): Evaluator {
    this.#evaluator ??= new Evaluator(
      { ...onDay(this.#task, this.#today), namespaces: this.#namespaces },
      this.#inventory,
    );
    // To write an inventory takes longer than a rule may: it must not count against the limit.
    this.#evaluator.prepare();
    return this.#evaluator;
  }
}

/** Bounding each order here would start a thread of V8's for each; the pool ends this one instead if need be (ADR 13). */
function judge(evaluator: Evaluator, order: JudgeOrder): Verdict {
  return order.isCareful ? evaluator.judgeCarefully(toSubject(order)) : evaluator.judgeUnbounded(toSubject(order));
}

function toSubject({ identity, file, json, request, images }: JudgeOrder): Subject {
  const resource = { identity, object: JSON.parse(json), json, pathInDocument: [] };
  const facts = images === undefined ? {} : { facts: { images } };
  return { identity, file, resource, documentJson: json, ...(request && { request }), ...facts };
}

const hasTimedOut = ({ answers }: Verdict): boolean =>
  answers.some(({ ruling }) => ruling.kind === 'fault' && ruling.code === 'POLICY_TIMEOUT');

/** The decision timestamp is the beginning of the day, as it is in a check. */
function onDay(task: EvaluationTask, today: string): EvaluationTask {
  return { ...task, today, nowNs: `${Date.parse(`${today}T00:00:00Z`)}000000` };
}
