import type { Answer, Difference } from './peer.ts';

/** Lines that only one side said, place by place; a line said twice must be said twice. */
export function compareAnswers(peer: readonly Answer[], sluice: readonly Answer[]): readonly Difference[] {
  const places = new Map([...peer, ...sluice].map(({ place, file }) => [place, file]));
  return [...places].flatMap(([place, file]) => {
    const all = { peer: linesAt(peer, place), sluice: linesAt(sluice, place) };
    return [
      ...extra(all.peer, all.sluice).map((line) => ({ place, file, side: 'peer' as const, line, all })),
      ...extra(all.sluice, all.peer).map((line) => ({ place, file, side: 'sluice' as const, line, all })),
    ];
  });
}

const linesAt = (answers: readonly Answer[], place: string): readonly string[] =>
  answers.filter((answer) => answer.place === place).flatMap(({ lines }) => lines);

function extra(lines: readonly string[], others: readonly string[]): readonly string[] {
  const left = new Map<string, number>();
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1);
  return lines.filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0;
  });
}
