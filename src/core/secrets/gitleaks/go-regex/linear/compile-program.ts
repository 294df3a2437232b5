import { ANY_CODE_POINT } from '../code-points.ts';
import { isNullable } from '../first-characters.ts';
import type { GoRepeat, GoSyntax } from '../syntax.ts';
import type { Instruction, Program } from './program.ts';

/**
 * - `find`: begins anywhere, as early as it can
 * - `match`: begins where it is put
 * - `reverse`: begins at the end of a match and reads backwards; notes nothing
 */
export type Reading = 'find' | 'match' | 'reverse';

export function compileProgram(root: GoSyntax, reading: Reading): Program {
  const compiler = new Compiler(reading);
  const end = compiler.add({ op: 'match' });
  const start = compiler.compile(root, end);
  return { instructions: compiler.instructions, start: reading === 'find' ? compiler.addSearch(start) : start };
}

/** Writes programs from their ends: each part is told where to go on. */
class Compiler {
  readonly instructions: Instruction[] = [];
  readonly #isReverse: boolean;
  readonly #notes: boolean;

  constructor(reading: Reading) {
    this.#isReverse = reading === 'reverse';
    this.#notes = reading === 'match';
  }

  add(instruction: Instruction): number {
    return this.instructions.push(instruction) - 1;
  }

  /** Tries `start`, and after it one character further on. */
  addSearch(start: number): number {
    const fork: Instruction = { op: 'fork', next: start, other: 0 };
    const search = this.add(fork);
    fork.other = this.add({ op: 'take', set: ANY_CODE_POINT, next: search });
    return search;
  }

  compile(syntax: GoSyntax, next: number): number {
    switch (syntax.kind) {
      case 'empty':
        return next;
      case 'set':
        return this.add({ op: 'take', set: syntax.set, next });
      case 'assert':
        return this.add({ op: 'assert', what: syntax.what, next });
      case 'group':
        return this.#compileGroup(syntax.index, syntax.body, next);
      case 'sequence':
        return this.#compileSequence(syntax.parts, next);
      case 'choice':
        return syntax.options
          .map((option) => this.compile(option, next))
          .reduceRight((other, option) => this.add({ op: 'fork', next: option, other }));
      case 'repeat':
        return this.#compileRepeat(syntax, next);
    }
  }

  #compileSequence(parts: readonly GoSyntax[], next: number): number {
    const order = this.#isReverse ? parts : parts.toReversed();
    return order.reduce((behind, part) => this.compile(part, behind), next);
  }

  #compileGroup(group: number, body: GoSyntax, next: number): number {
    if (!this.#notes) return this.compile(body, next);
    const end = this.add({ op: 'note', slot: 2 * group + 1, next });
    return this.add({ op: 'note', slot: 2 * group, next: this.compile(body, end) });
  }

  /** As Go does: `x{2,4}` is `xx(x(x)?)?`, `x{2,}` is `xx+`. */
  #compileRepeat({ body, min, max, isGreedy }: GoRepeat, next: number): number {
    if (max !== Infinity) return this.#copies(body, min, this.#optionals(body, max - min, isGreedy, next));
    if (min > 0) return this.#copies(body, min - 1, this.#plus(body, isGreedy, next));
    if (!isNullable(body)) return this.#star(body, isGreedy, next);
    // With a body that can be empty the order of preferences is that of (x+)?.
    return this.#fork(this.#plus(body, isGreedy, next), next, isGreedy);
  }

  #copies(body: GoSyntax, count: number, next: number): number {
    let behind = next;
    for (let i = 0; i < count; i++) behind = this.compile(body, behind);
    return behind;
  }

  #optionals(body: GoSyntax, count: number, isGreedy: boolean, next: number): number {
    let behind = next;
    for (let i = 0; i < count; i++) behind = this.#fork(this.compile(body, behind), next, isGreedy);
    return behind;
  }

  #star(body: GoSyntax, isGreedy: boolean, next: number): number {
    const loop = this.#openFork(next, isGreedy);
    loop.into(this.compile(body, loop.place));
    return loop.place;
  }

  #plus(body: GoSyntax, isGreedy: boolean, next: number): number {
    const loop = this.#openFork(next, isGreedy);
    const start = this.compile(body, loop.place);
    loop.into(start);
    return start;
  }

  #fork(into: number, past: number, isGreedy: boolean): number {
    const [next, other] = isGreedy ? [into, past] : [past, into];
    return this.add({ op: 'fork', next, other });
  }

  /** A fork that is not told yet where its loop begins. */
  #openFork(past: number, isGreedy: boolean): { place: number; into: (start: number) => void } {
    const fork: Instruction = { op: 'fork', next: past, other: past };
    const place = this.add(fork);
    const into = (start: number): void => {
      if (isGreedy) fork.next = start;
      else fork.other = start;
    };
    return { place, into };
  }
}
