import { type Field, toList, toNumber, toObject, toText } from './engine-fields.ts';

/** A complaint about a module, or, with an empty path, about the request as a whole. Row and column count from 1; 0 is unknown. */
export interface RegoFault {
  readonly path: string;
  readonly row: number;
  readonly col: number;
  /** OPA's (`rego_parse_error`, `rego_type_error`, …) or one of those that engine/PROTOCOL.md lists. */
  readonly code: string;
  readonly message: string;
  /** The source line. */
  readonly line: string;
}

export function toFaults(field: Field): readonly RegoFault[] {
  return toList(field, 'errors', (each, where) => {
    const fault = toObject(each, where);
    return {
      path: toText(fault['path'], 'path'),
      row: toNumber(fault['row'], 'row'),
      col: toNumber(fault['col'], 'col'),
      code: toText(fault['code'], 'code'),
      message: toText(fault['message'], 'message'),
      line: toText(fault['line'], 'line'),
    };
  });
}
