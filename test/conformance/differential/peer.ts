/** What a tool said of one place: a file and a package, or whatever a peer tells apart. Lines may repeat. */
export interface Answer {
  readonly place: string;
  readonly file: string;
  readonly lines: readonly string[];
}

export type PeerRun =
  | { readonly kind: 'answers'; readonly answers: readonly Answer[] }
  /** The tool judged nothing, and said why. */
  | { readonly kind: 'failed'; readonly reason: string };

/** A line that only one of the two said. */
export interface Difference {
  readonly place: string;
  readonly file: string;
  readonly side: 'peer' | 'sluice';
  readonly line: string;
  /** Everything that both said of the place. */
  readonly all: { readonly peer: readonly string[]; readonly sluice: readonly string[] };
}

export interface RunRequest {
  readonly policy: string;
  readonly files: readonly string[];
  /** Arguments that both tools take. */
  readonly shared: readonly string[];
}

/** A tool to compare with. Its words are the measure: sluice is asked to answer in them. */
export interface Peer {
  readonly name: string;
  run(request: RunRequest): PeerRun;
  runSluice(request: RunRequest): PeerRun;
  /** Why a difference is meant to be, or undefined when it is not. */
  explain(difference: Difference, request: RunRequest): string | undefined;
  /** Whether files are judged by themselves, so that a run can be taken apart. */
  judgesFilesAlone(request: RunRequest): boolean;
}
