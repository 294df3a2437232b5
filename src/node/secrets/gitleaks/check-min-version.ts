import type { Complaints, Written } from '../../../core/secrets/gitleaks/written-config.ts';

/** The gitleaks whose files are read. */
const GITLEAKS_VERSION = '8.30.1';

/** Tells when a file wants a newer gitleaks than the one that sluice follows. gitleaks goes on in that case, too. */
export function checkMinVersion(written: Written<string> | undefined, { fault, notice }: Complaints): void {
  if (written === undefined) return;
  const wanted = numbersOf(written.value);
  if (wanted === undefined) fault(written.at, 'minVersion is no version: v8.25.0 is one');
  else if (isNewer(wanted, numbersOf(GITLEAKS_VERSION) ?? []))
    notice(written.at, `the file is for a newer gitleaks than v${GITLEAKS_VERSION}, which sluice follows`);
}

function numbersOf(version: string): readonly number[] | undefined {
  const match = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:[-+][0-9A-Za-z.+-]*)?$/.exec(version);
  return match?.slice(1, 4).map((part: string | undefined) => Number(part ?? 0));
}

function isNewer(a: readonly number[], b: readonly number[]): boolean {
  const different = a.findIndex((part, index) => part !== b[index]);
  return different >= 0 && (a[different] ?? 0) > (b[different] ?? 0);
}
