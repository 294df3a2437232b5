/**
 * WebAssembly as lists of bytes, as much of it as the scan of texts needs: integers of 32 bits, vectors of four of them, one memory. An instruction is written as
 * a function of the instructions whose values it takes.
 */
export type Code = readonly number[];

const I32 = 0x7f;
const V128 = 0x7b;
/** No value comes out of a block. */
const NOTHING = 0x40;

/** Unsigned LEB128. */
function unsigned(value: number): Code {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return [...bytes, rest];
}

/** Signed LEB128. */
function signed(value: number): Code {
  const bytes: number[] = [];
  let rest = value;
  for (; rest < -0x40 || rest > 0x3f; rest >>= 7) bytes.push((rest & 0x7f) | 0x80);
  return [...bytes, rest & 0x7f];
}

type Binary = (a: Code, b: Code) => Code;

const binary =
  (...instruction: Code): Binary =>
  (a, b) => [...a, ...b, ...instruction];

export const add: Binary = binary(0x6a);
export const sub: Binary = binary(0x6b);
export const mul: Binary = binary(0x6c);
export const and: Binary = binary(0x71);
export const or: Binary = binary(0x72);
export const shiftLeft: Binary = binary(0x74);
export const shiftRight: Binary = binary(0x76);
export const equal: Binary = binary(0x46);
export const unequal: Binary = binary(0x47);
/** Signed, like the comparisons below. */
export const less: Binary = binary(0x48);
export const atLeast: Binary = binary(0x4e);
export const isZero = (a: Code): Code => [...a, 0x45];
export const int = (value: number): Code => [0x41, ...signed(value)];

/** A byte of the memory; `offset` is added to the address. */
export const byteAt = (address: Code, offset = 0): Code => [...address, 0x2d, 0, ...unsigned(offset)];
export const shortAt = (address: Code, offset = 0): Code => [...address, 0x2f, 0, ...unsigned(offset)];
export const intAt = (address: Code, offset = 0): Code => [...address, 0x28, 0, ...unsigned(offset)];
export const setInt = (address: Code, value: Code, offset = 0): Code => [
  ...address,
  ...value,
  0x36,
  0,
  ...unsigned(offset),
];

/** Four integers, or sixteen bytes, from an address on. */
export const vectorAt = (address: Code, offset = 0): Code => [...address, 0xfd, 0, 0, ...unsigned(offset)];
/** An integer four times. */
export const vectorOf = (value: Code): Code => [...value, 0xfd, 0x11];
export const andVectors: Binary = binary(0xfd, 0x4e);
/** Integer by integer. */
export const mulVectors: Binary = binary(0xfd, 0xb5, 1);
export const shiftRightVector: Binary = binary(0xfd, 0xad, 1);
/** The bytes of a vector at sixteen places. */
export const bytesOf = (vector: Code, places: readonly number[]): Code => [...vector, ...vector, 0xfd, 0x0d, ...places];
/** One of the four integers of a vector. */
export const laneOf = (vector: Code, lane: number): Code => [...vector, 0xfd, 0x1b, lane];

export const when = (condition: Code, ...body: readonly Code[]): Code => [
  ...condition,
  0x04,
  NOTHING,
  ...body.flat(),
  0x0b,
];

/** Nothing leaves a loop early but `give`. */
export const whilst = (condition: Code, ...body: readonly Code[]): Code => [
  ...[0x02, NOTHING, 0x03, NOTHING],
  ...[...isZero(condition), 0x0d, 1],
  ...body.flat(),
  ...[0x0c, 0, 0x0b, 0x0b],
];

/** Ends the function. */
export const give = (value: Code): Code => [...value, 0x0f];

/** The variables of a function: first what it is given, then its own, which begin as 0. */
export interface Variables<Name extends string> {
  readonly get: (name: Name) => Code;
  readonly set: (name: Name, value: Code) => Code;
}

/** Calls a function of a module. */
export type Call = (...values: readonly Code[]) => Code;

interface WasmFunction {
  readonly parameters: number;
  readonly locals: number;
  readonly vectors: number;
  readonly body: Code;
  readonly name: string;
}

/** A module that is being written. Its memory is exported as `memory`, its functions under their names; each gives one integer. */
export class WasmModule {
  readonly #functions: WasmFunction[] = [];

  /** Adds a function, which ends with what its last part gives. */
  define<const Parameter extends string, const Local extends string, const Vector extends string = never>(
    name: string,
    parameters: readonly Parameter[],
    locals: readonly Local[],
    body: (variables: Variables<Parameter | Local | Vector>) => readonly Code[],
    vectors: readonly Vector[] = [],
  ): Call {
    const names: readonly string[] = [...parameters, ...locals, ...vectors];
    const variables: Variables<Parameter | Local | Vector> = {
      get: (variable) => [0x20, ...unsigned(names.indexOf(variable))],
      set: (variable, value) => [...value, 0x21, ...unsigned(names.indexOf(variable))],
    };
    const place = this.#functions.length;
    const code = body(variables).flat();
    this.#functions.push({
      parameters: parameters.length,
      locals: locals.length,
      vectors: vectors.length,
      body: code,
      name,
    });
    return (...values) => [...values.flat(), 0x10, ...unsigned(place)];
  }

  /** @param pages of the memory at first, 64 KiB each */
  toBytes(pages: number): Uint8Array {
    const functions = this.#functions;
    const types = functions.map(({ parameters }) => [
      0x60,
      ...list(Array.from({ length: parameters }, () => [I32])),
      1,
      I32,
    ]);
    const memory = [...nameOf('memory'), 2, 0];
    const exported = functions.map(({ name }, place) => [...nameOf(name), 0, ...unsigned(place)]);
    return Uint8Array.from([
      ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
      ...section(1, list(types)),
      ...section(3, list(functions.map((_, place) => unsigned(place)))),
      ...section(5, list([[0, ...unsigned(pages)]])),
      ...section(7, list([memory, ...exported])),
      ...section(10, list(functions.map(bodyOf))),
    ]);
  }
}

function bodyOf({ locals, vectors, body }: WasmFunction): Code {
  const variables = [
    [...unsigned(locals), I32],
    [...unsigned(vectors), V128],
  ];
  const code = [...list(variables), ...body, 0x0b];
  return [...unsigned(code.length), ...code];
}

const list = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()];
const section = (id: number, content: Code): Code => [id, ...unsigned(content.length), ...content];
const nameOf = (name: string): Code => list([...name].map((character) => [character.charCodeAt(0)]));
