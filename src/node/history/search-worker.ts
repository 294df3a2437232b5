import { parentPort, workerData } from 'node:worker_threads';
import type { SearchOrder, SearchReply } from './search-protocol.ts';
import { createVersionSearcher, type VersionSearchTask } from './version-searcher.ts';

if (parentPort !== null) {
  const port = parentPort;
  // The pool is the only one who starts this module, and this is what it hands over.
  const search = createVersionSearcher(workerData as VersionSearchTask);
  port.on('message', ({ versions }: SearchOrder) => {
    const reply: SearchReply = { searched: search(versions) };
    port.postMessage(reply);
  });
}
