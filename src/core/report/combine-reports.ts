import { addSummaries, EMPTY_SUMMARY, type Report } from '../model/report.ts';

/**
 * Makes one report of several that one policy set decided at one point, such as of the branches of one push. It is idle when all
 * of them are. Where there are several revisions, each result says in its message of which it is.
 * @param reports at least one
 */
export function combineReports(reports: readonly Report[]): Report {
  const [first, ...others] = reports;
  if (first === undefined) throw new RangeError('there is no report to combine');
  if (others.length === 0) return first;
  const { revision: _revision, idle: _idle, ...common } = first;
  const revisions = [...new Set(reports.flatMap(({ revision }) => (revision === undefined ? [] : [revision])))];
  const idle = reports.flatMap((report) => (report.idle === undefined ? [] : [report.idle]));
  return {
    ...common,
    ...(revisions.length === 0 ? {} : { revision: revisions.join(', ') }),
    summary: reports.map(({ summary }) => summary).reduce(addSummaries, EMPTY_SUMMARY),
    results: reports.flatMap((report) => (revisions.length > 1 ? withRevision(report) : report).results),
    skipped: reports.flatMap(({ skipped }) => skipped),
    notices: [...new Set(reports.flatMap(({ notices }) => notices))],
    ...(idle.length === reports.length ? { idle: idle.join('; ') } : {}),
  };
}

function withRevision(report: Report): Report {
  const { revision, results } = report;
  if (revision === undefined) return report;
  return { ...report, results: results.map((result) => ({ ...result, message: `${result.message} (${revision})` })) };
}
