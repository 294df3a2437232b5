import { expand } from '../../../core/expansion/expand.ts';
import { indexExpansions } from '../../../core/expansion/index-expansions.ts';
import { toExpansionTemplates } from '../../../core/expansion/to-expansion-templates.ts';
import type { ExpansionIndex } from '../../../core/expansion/expansion-template.ts';
import { gatekeeperRole, gatekeeperSources } from '../../../core/gatekeeper/gatekeeper-source.ts';
import { identityOf } from '../../../core/resources/to-resources.ts';
import type { Expand } from './run-case.ts';
import { faultOf, found, type Found, type SuiteFile, type SuiteFiles, type SuiteObject } from './suite-files.ts';

/** Reads the ExpansionTemplates of a test. Without any, nothing is expanded. */
export function readExpander(folder: string, relative: string, files: SuiteFiles): Found<Expand> {
  if (relative === '') return found(() => found([]));
  const file = files.read(folder, relative);
  if (file.kind === 'fault') return file;
  const index = readIndex(file.value);
  if (index.kind === 'fault') return index;
  return found((object) => expandObject(object, index.value));
}

/** Every document must be an ExpansionTemplate, and there must be one. */
function readIndex({ path, documents, faults }: SuiteFile): Found<ExpansionIndex> {
  const [fault] = faults;
  if (fault !== undefined) return faultOf(`${path}:${fault.line}:${fault.column}: ${fault.message}`);
  const sources = gatekeeperSources(path, documents).filter(({ resource }) => gatekeeperRole(resource) === 'expansion');
  if (sources.length === 0 || sources.length < documents.length) {
    return faultOf(`${path} must hold ExpansionTemplates and nothing else`);
  }
  const { templates, problems } = toExpansionTemplates(sources);
  if (problems.length === 0) return found(indexExpansions(templates));
  return faultOf(problems.map(({ line, column, message }) => `${path}:${line}:${column}: ${message}`).join('\n'));
}

function expandObject({ object, json }: SuiteObject, index: ExpansionIndex): ReturnType<Expand> {
  const identity = identityOf(object);
  if (identity === undefined) return found([]);
  const { resultants, faults } = expand({ identity, object, json, pathInDocument: [] }, index);
  return faults.length === 0 ? found(resultants) : faultOf(faults.map(({ message }) => message).join('\n'));
}
