const DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})/;
const TIME = /^(\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?/;
const ZONE = /^(?:Z|[+-](\d\d):(\d\d))$/;

/**
 * Whether Kubernetes' reader takes a text for a timestamp. It only matters for the explicit tag `!!timestamp`: the value
 * stays the text in any case.
 */
export function isTimestamp(text: string): boolean {
  // Everything that the formats allow is short, except for the digits of a second and the blanks before the time.
  const date = DATE.exec(text);
  if (date === null || !isDate(Number(date[1]), Number(date[2]), Number(date[3]))) return false;
  const rest = text.slice(date[0].length);
  if (rest === '') return true;
  const clock = rest.slice(1).trimStart();
  const spaced = rest.startsWith(' ');
  if (!spaced && !/^[Tt]\d/.test(rest)) return false;
  const time = TIME.exec(clock);
  if (time === null || Number(time[1]) > 23 || Number(time[2]) > 59 || Number(time[3]) > 59) return false;
  return isZone(clock.slice(time[0].length), spaced);
}

function isZone(text: string, absent: boolean): boolean {
  if (absent) return text === '';
  const zone = ZONE.exec(text);
  return zone !== null && Number(zone[1] ?? 0) <= 24 && Number(zone[2] ?? 0) <= 60;
}

function isDate(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return day <= days;
}
