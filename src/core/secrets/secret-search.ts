import type { Document, ParsedFile } from '../documents/document.ts';
import type { Change } from '../model/change.ts';
import type { Resource } from '../model/resource.ts';
import type { AcceptanceUse } from './acceptances/acceptance-use.ts';
import type { SecretFact } from './finding.ts';

/** A file to search. */
export interface SearchedFile {
  /** Relative to the root of the run, with `/`. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** The documents in it; none in a file that is no manifest. */
  readonly parsed: ParsedFile;
  readonly change?: Change;
}

/** Finds the secrets in what is judged: facts for policies. They hold nothing of a secret but its preview. */
export interface SecretSearch {
  /** Begins with a file. Its parts are searched when they are asked for. */
  open(file: SearchedFile): FileSearch;
  /** What an object holds that comes from no file. */
  inObject(resource: Resource): ObjectSecrets;
}

/** The search of one file. */
export interface FileSearch {
  inResource(document: Document, resource: Resource): readonly SecretFact[];
  /** Of a document that holds no object. */
  inDocument(document: Document): readonly SecretFact[];
  /** What stands outside of documents: in comments, in text. */
  inRest(): readonly SecretFact[];
  /** Ends the search: what came of acceptances in the file. */
  finish(): AcceptanceUse;
  /** Whether other files were asked for: what was found may be otherwise when they change. */
  readonly readsOthers: boolean;
  /** Why a part was not searched, so far. */
  readonly incomplete: readonly string[];
  /** Why the file as a whole cannot be searched: it is no text. Nothing was searched then but its name. */
  readonly unsearched?: string;
}

export interface ObjectSecrets {
  readonly facts: readonly SecretFact[];
  readonly incomplete?: string;
}
