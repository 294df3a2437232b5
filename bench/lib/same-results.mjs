import path from 'node:path';

/** Each finding as one line of text: file, rule, message. */
export function conftestFindings(json) {
  return new Set(
    json.flatMap(({ filename, failures = [], warnings = [] }) =>
      [...failures, ...warnings].map(({ msg, metadata }) => line(filename, metadata.query.split('.').at(-1), msg)),
    ),
  );
}

export function sluiceFindings(results) {
  return new Set(
    results
      .filter(({ status }) => status === 'fail' || status === 'warn')
      .map(({ rule, message, location }) => line(location.file, rule, message)),
  );
}

const line = (file, rule, message) => `${path.normalize(file)} ${rule}: ${message}`;

/** What only one of two sets holds. */
export function differences(ours, theirs) {
  return {
    onlyOurs: [...ours].filter((one) => !theirs.has(one)),
    onlyTheirs: [...theirs].filter((one) => !ours.has(one)),
  };
}
