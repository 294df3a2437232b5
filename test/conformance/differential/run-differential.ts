import { compareAnswers } from './compare-answers.ts';
import type { Answer, Difference, Peer, PeerRun, RunRequest } from './peer.ts';

export interface DifferentialReport {
  /** Places that at least one of the two said something of. */
  readonly places: number;
  readonly lines: number;
  readonly unexplained: readonly Difference[];
  readonly explained: ReadonlyMap<string, readonly Difference[]>;
  /** Files that the peer does not read, and why. */
  readonly leftOut: readonly { readonly file: string; readonly reason: string }[];
}

/** Both tools take so many files in one run: a command line has its bounds. */
const BATCH = 250;

/** Asks a peer and sluice the same questions, and sorts what they disagree on. */
export function runDifferential(peer: Peer, request: RunRequest): DifferentialReport {
  const leftOut: { readonly file: string; readonly reason: string }[] = [];
  const answers: { readonly peer: Answer[]; readonly sluice: Answer[] } = { peer: [], sluice: [] };
  for (const batch of batches(peer, request)) {
    for (const { files, run } of askPeer(peer, batch)) {
      if (run.kind === 'failed') {
        leftOut.push({ file: files.join(', '), reason: run.reason });
        continue;
      }
      answers.peer.push(...run.answers);
      answers.sluice.push(...required(peer.runSluice({ ...request, files })));
    }
  }
  return {
    ...sort(peer, request, compareAnswers(answers.peer, answers.sluice)),
    ...counted(answers.peer, answers.sluice),
    leftOut,
  };
}

function* batches(peer: Peer, request: RunRequest): Generator<RunRequest, void, undefined> {
  const size = peer.judgesFilesAlone(request) ? BATCH : Math.max(1, request.files.length);
  for (let start = 0; start < request.files.length; start += size) {
    yield { ...request, files: request.files.slice(start, start + size) };
  }
}

/** A peer may judge nothing because of one file: the rest is asked about without it. */
function askPeer(
  peer: Peer,
  request: RunRequest,
): readonly { readonly files: readonly string[]; readonly run: PeerRun }[] {
  const { files } = request;
  const run = peer.run(request);
  if (run.kind === 'answers' || files.length < 2 || !peer.judgesFilesAlone(request)) return [{ files, run }];
  const half = Math.ceil(files.length / 2);
  return [files.slice(0, half), files.slice(half)].flatMap((part) => askPeer(peer, { ...request, files: part }));
}

/** Without an answer of sluice there is nothing to compare, and that is no agreement. */
function required(run: PeerRun): readonly Answer[] {
  if (run.kind === 'answers') return run.answers;
  throw new Error(`sluice did not answer: ${run.reason}`);
}

function sort(
  peer: Peer,
  request: RunRequest,
  differences: readonly Difference[],
): Pick<DifferentialReport, 'unexplained' | 'explained'> {
  const unexplained: Difference[] = [];
  const explained = new Map<string, Difference[]>();
  for (const difference of differences) {
    const reason = peer.explain(difference, request);
    if (reason === undefined) unexplained.push(difference);
    else explained.set(reason, [...(explained.get(reason) ?? []), difference]);
  }
  return { unexplained, explained };
}

function counted(peer: readonly Answer[], sluice: readonly Answer[]): Pick<DifferentialReport, 'places' | 'lines'> {
  const places = new Set([...peer, ...sluice].map(({ place }) => place));
  return { places: places.size, lines: peer.reduce((sum, { lines }) => sum + lines.length, 0) };
}
