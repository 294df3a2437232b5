/**
 * The words of a name in lower case, however it is spelt: `dbPassword`, `DB_PASSWORD`, `db.password`, `DBPassword2` and
 * `spring:datasource:password` each end in `password`; digits at an end are left out.
 */
export function splitName(name: string): readonly string[] {
  return name
    .slice(-MAX_LENGTH)
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9\x80-\uffff]+/)
    .map((word) => word.replace(/^\d+|\d+$/g, ''))
    .filter((word) => word !== '');
}

/** Of longer names the end counts: there the noun stands. */
const MAX_LENGTH = 120;
