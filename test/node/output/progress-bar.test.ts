import { expect } from 'chai';
import { describe, it } from 'mocha';
import { barText, createProgressBar, type ProgressBar } from '../../../src/node/output/progress-bar.ts';
import { fakeStream, type FakeStream } from '../../cli/fake-io.ts';

interface Scene {
  readonly bar: ProgressBar;
  readonly stderr: FakeStream;
  readonly waitUntil: (ms: number) => void;
}

function scene(env: Readonly<Record<string, string>> = {}, { quiet = false, isTerminal = true } = {}): Scene {
  let time = 0;
  const stderr = fakeStream({ isTerminal, columns: 80 });
  const bar = createProgressBar({ stderr, env, now: () => new Date(time) }, quiet);
  return { bar, stderr, waitUntil: (ms) => void (time = ms) };
}

describe('the progress bar', () => {
  it('does not appear before a third of a second has passed', () => {
    const { bar, stderr, waitUntil } = scene();
    bar.update(1, 10);
    waitUntil(299);
    bar.update(2, 10);
    expect(stderr.text()).to.equal('');
    waitUntil(300);
    bar.update(3, 10);
    expect(stderr.text()).to.contain('3 of 10 files');
  });

  it('is not redrawn more often than an eye can follow', () => {
    const { bar, stderr, waitUntil } = scene();
    waitUntil(400);
    for (let done = 0; done < 1000; done += 1) bar.update(done, 1000);
    expect(stderr.text().match(/of 1000 files/g)).to.have.length(1);
  });

  it('leaves nothing behind', () => {
    const { bar, stderr, waitUntil } = scene();
    bar.clear();
    expect(stderr.text()).to.equal('');
    waitUntil(400);
    bar.update(1, 2);
    bar.clear();
    bar.clear();
    expect(stderr.text().endsWith('files\r\u001b[K')).to.equal(true);
  });

  it('is not for pipes, CI, dumb terminals or --quiet', () => {
    const silent = [
      scene({}, { isTerminal: false }),
      scene({}, { quiet: true }),
      scene({ CI: 'true' }),
      scene({ GITHUB_ACTIONS: 'true' }),
      scene({ TERM: 'dumb' }),
    ];
    for (const { bar, stderr, waitUntil } of silent) {
      waitUntil(1000);
      bar.update(1, 2);
      bar.clear();
      expect(stderr.text()).to.equal('');
    }
  });

  it('fits on one line of any width', () => {
    expect(barText(3120, 10000, 80)).to.equal('checking  [#########---------------------]   3120 of 10000 files');
    for (const columns of [1, 5, 10, 20, 30, 40, 60, 200]) {
      for (const done of [0, 1, 9999, 10000, 10001]) {
        expect(barText(done, 10000, columns).length, `${columns} columns`).to.be.below(Math.max(columns, 2));
      }
    }
    expect(barText(0, 0, 80)).to.contain('[##############################]');
  });
});
