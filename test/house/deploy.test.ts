import { expect } from 'chai';
import { describe, it } from 'mocha';
import { parse } from 'yaml';
import { eventMetrics } from '../../webhook/events/open-events.ts';
import { createImageMetrics } from '../../webhook/metrics/image-metrics.ts';
import { createWebhookMetrics } from '../../webhook/metrics/webhook-metrics.ts';
import { ProcessMetrics } from '../../webhook/metrics/process-metrics.ts';
import { CRD_FOLDER, deployedCrds } from './support/deployed-crds.ts';
import { projectFiles, readProject } from './support/project-files.ts';

const MONITORING = 'deploy/helm/sluice/files/monitoring';

const version = (): string => JSON.parse(readProject('package.json')).version;

describe('what is deployed', () => {
  it('is of the version of the package', () => {
    expect(parse(readProject('deploy/helm/sluice/Chart.yaml'))).to.include({
      version: version(),
      appVersion: version(),
    });
    expect(parse(readProject('deploy/kustomize/base/kustomization.yaml')).images).to.deep.equal([
      { name: 'ghcr.io/sluice/sluice', newTag: version() },
    ]);
  });

  it('has the custom resources that the program knows', () => {
    const files = projectFiles(CRD_FOLDER).filter((file) => !file.endsWith('kustomization.yaml'));
    const written = Object.fromEntries(files.map((file) => [file.slice(CRD_FOLDER.length + 1), readProject(file)]));
    expect(written, 'run: node scripts/write-deployed-crds.mjs').to.deep.equal(Object.fromEntries(deployedCrds()));
    const { resources } = parse(readProject(`${CRD_FOLDER}/kustomization.yaml`));
    expect([...resources].sort()).to.deep.equal(Object.keys(written).sort());
  });

  it('starts the program of the image, as the user of the image, with flags that there are', () => {
    const deployment = parse(readProject('deploy/kustomize/base/deployment.yaml'));
    const { containers, securityContext, terminationGracePeriodSeconds } = deployment.spec.template.spec;
    const [{ args, command }] = containers;
    const { runAsUser, runAsGroup } = securityContext;
    const dockerfile = readProject('Dockerfile');
    expect(command, 'ENTRYPOINT of the Dockerfile').to.equal(undefined);
    expect(dockerfile).to.match(/^ENTRYPOINT \["node", .*sluice\.js"\]$/m);
    expect(dockerfile).to.contain(`USER ${runAsUser}:${runAsGroup}\n`);
    expect(args[0]).to.equal('serve');
    const [delay = ''] = args.flatMap((arg: string) => /^--shutdown-delay=(\d+)$/.exec(arg)?.[1] ?? []);
    expect(Number(delay))
      .to.be.greaterThan(0)
      .and.to.be.lessThan(terminationGracePeriodSeconds - 10);
    const texts = projectFiles('deploy').filter((file) => /deployment\.yaml$|kustomization\.yaml$/.test(file));
    const flags = new Set(texts.flatMap((file) => readProject(file).match(/(?<=[-:] )--[a-z-]+/g) ?? []));
    const help = readProject('docs/cli.md').split('## sluice serve')[1]?.split('\n## ')[0] ?? '';
    expect(flags.size).to.be.greaterThan(8);
    expect([...flags].filter((flag) => !new RegExp(` ${flag}(?: |$)`, 'm').test(help))).to.deep.equal([]);
  });
});

describe('alerts and the dashboard', () => {
  const expressions = [
    ...[...readProject(`${MONITORING}/alerts.yaml`).matchAll(/^ +expr: (.*)$/gm)].map(([, expr = '']) => expr),
    ...[...readProject(`${MONITORING}/dashboard.json`).matchAll(/"expr": "(.*)"/g)].map(([, expr = '']) => expr),
  ];

  it('ask for metrics that there are', () => {
    const used = expressions.flatMap((one) => one.match(/\b(?:sluice|process|nodejs)_\w+/g) ?? []);
    const known = metricNames();
    expect(new Set(used).size).to.be.greaterThan(15);
    expect([...new Set(used)].filter((name) => !known.has(name.replace(/_bucket$/, '')))).to.deep.equal([]);
  });

  it('ask for everything that the webhook tells of itself', () => {
    const own = [...metricNames()].filter((name) => name.startsWith('sluice_'));
    expect(own.filter((name) => !expressions.some((one) => one.includes(name)))).to.deep.equal([]);
  });

  it('say of every alert how bad it is, and what it means', () => {
    const { groups } = parse(readProject(`${MONITORING}/alerts.yaml`)).spec;
    for (const { alert, labels, annotations } of groups[0].rules) {
      expect(labels.severity, alert).to.be.oneOf(['critical', 'warning']);
      expect(annotations.summary, alert).to.match(/\.$/);
    }
  });
});

const NO_EVENTS = { told: 0, dropped: 0 };

/** Of the webhook and of its process. */
function metricNames(): ReadonlySet<string> {
  const none = (): number => 0;
  using ofProcess = new ProcessMetrics();
  const { metrics } = createWebhookMetrics('sluice', {
    waiting: none,
    running: none,
    isReady: () => true,
    policySet: () => '',
    policies: none,
    loads: () => ({ good: 0, failed: 0, isGood: true, lastGoodAt: new Date(0) }),
    constraints: () => new Map(),
    templates: none,
    broken: () => [],
    certificateEnd: none,
  });
  const all = [...metrics, ...createImageMetrics().metrics, ...eventMetrics(() => NO_EVENTS), ...ofProcess.metrics];
  return new Set(all.map(({ name }) => name));
}
