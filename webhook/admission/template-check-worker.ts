import { parentPort, type MessagePort } from 'node:worker_threads';
import { messageOf } from '../../src/core/errors.ts';
import { toClusterObject } from '../../src/node/cluster/cluster-object.ts';
import { DEFAULT_CONFIG } from '../../src/node/config/config.ts';
import { createPolicyModule } from '../../src/node/engine/policy-module.ts';
import { loadPolicySet } from '../../src/node/policies/load-policy-set.ts';
import type { CheckOrder, CheckReply } from './template-check.ts';

/** Compiles a template by itself, as it will be compiled with all others. */
async function check({ object, cwd }: CheckOrder): Promise<CheckReply> {
  try {
    const read = toClusterObject(object, '');
    if (read === undefined) return { kind: 'checked', faults: [] };
    const none = { policies: [], data: [], namespaces: [] };
    const { faults, wasm } = await loadPolicySet({ cwd, config: DEFAULT_CONFIG, ...none, gatekeeper: [read.source] });
    if (wasm !== undefined) createPolicyModule(wasm);
    return { kind: 'checked', faults };
  } catch (error) {
    return { kind: 'failed', message: messageOf(error) };
  }
}

async function answer(order: CheckOrder, port: MessagePort): Promise<void> {
  port.postMessage(await check(order));
}

const port = parentPort;
port?.on('message', (order: CheckOrder) => void answer(order, port));
