import { isJsonObject } from '../model/json.ts';

/** The file at hand, as conftest shows it to policies. */
export interface FileFacts {
  /** The last part of its path. */
  readonly name: string;
  /** The folder that it is in, whole. */
  readonly dir: string;
}

/**
 * Gives the data document a `conftest.file`, as conftest does before each file. What is the same for all files is serialised
 * once; a call of what comes back costs a concatenation.
 */
export function createFileData(dataJson: string): (file: FileFacts) => string {
  const tail = dataJson.includes('"conftest"') ? tailOfParsed(dataJson) : `}${moreMembers(dataJson)}}`;
  return ({ name, dir }) => `{"conftest":{"file":${JSON.stringify({ name, dir })}${tail}`;
}

/** Somebody else gives `data.conftest`, too: all but its `file` stays. */
function tailOfParsed(dataJson: string): string {
  const data: unknown = JSON.parse(dataJson);
  const { conftest, ...others } = isJsonObject(data) ? data : {};
  const { file: _replaced, ...given } = isJsonObject(conftest) ? conftest : {};
  return `${moreMembers(JSON.stringify(given))}}${moreMembers(JSON.stringify(others))}}`;
}

/** The members of an object, given as JSON text, to go behind others. */
function moreMembers(text: string): string {
  return text === '{}' ? '' : `,${text.slice(1, -1)}`;
}
