import { isJsonObject } from '../../model/json.ts';

/** What a value that was read must look like. */
export type Shape<T> = (value: unknown) => value is T;

/** May be absent, too. */
export interface OptionalShape<T> {
  readonly optional: Shape<T>;
}

/** A shape for each field of a type: one that is forgotten does not compile. */
export type Fields<T> = {
  readonly [K in keyof T]-?: undefined extends T[K] ? OptionalShape<NonNullable<T[K]>> : Shape<T[K]>;
};

export const isText: Shape<string> = (value): value is string => typeof value === 'string';
export const isFlag: Shape<boolean> = (value): value is boolean => typeof value === 'boolean';
export const isTrue: Shape<true> = (value): value is true => value === true;

export const oneOf =
  <const T extends string>(choices: readonly T[]): Shape<T> =>
  (value): value is T =>
    choices.some((one) => one === value);

export const listOf =
  <T>(item: Shape<T>): Shape<readonly T[]> =>
  (value): value is readonly T[] =>
    Array.isArray(value) && value.every((one) => item(one));

export const recordOf =
  <T>(item: Shape<T>): Shape<Readonly<Record<string, T>>> =>
  (value): value is Readonly<Record<string, T>> =>
    isJsonObject(value) && Object.values(value).every((one) => item(one));

export const either =
  <A, B>(first: Shape<A>, second: Shape<B>): Shape<A | B> =>
  (value): value is A | B =>
    first(value) || second(value);

export const optional = <T>(shape: Shape<T>): OptionalShape<T> => ({ optional: shape });

/** An object with these fields. Others may be there: a later version may know more. */
export function objectOf<T extends object>(fields: Fields<T>): Shape<T> {
  const checks = Object.entries<OptionalShape<unknown> | Shape<unknown>>(fields);
  return (value): value is T =>
    isJsonObject(value) &&
    checks.every(([key, check]) => {
      const field = Object.hasOwn(value, key) ? value[key] : undefined;
      return typeof check === 'function' ? check(field) : field === undefined || check.optional(field);
    });
}
