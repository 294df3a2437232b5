import { expect } from 'chai';
import { describe, it } from 'mocha';
import { parseImageGlob } from '../../../src/core/images/image-glob.ts';

function globOf(text: string): string {
  const reading = parseImageGlob(text);
  if (reading.kind === 'fault') throw new Error(reading.problem);
  return reading.glob;
}

function problemOf(text: string): string {
  const reading = parseImageGlob(text);
  if (reading.kind === 'glob') throw new Error(`it is the glob ${reading.glob}`);
  return reading.problem;
}

describe('globs over images', () => {
  it('are brought into the whole form that names of images have', () => {
    expect(globOf('nginx')).to.equal('docker.io/library/nginx');
    expect(globOf('nginx*')).to.equal('docker.io/library/nginx*');
    expect(globOf('acme/*')).to.equal('docker.io/acme/*');
    expect(globOf('index.docker.io/nginx')).to.equal('docker.io/library/nginx');
    expect(globOf('docker.io/**')).to.equal('docker.io/**');
    expect(globOf('GHCR.io/acme/**')).to.equal('ghcr.io/acme/**');
    expect(globOf('localhost/a')).to.equal('localhost/a');
    expect(globOf('localhost:5000/**')).to.equal('localhost:5000/**');
    expect(globOf('[::1]:5000/a')).to.equal('[::1]:5000/a');
    expect(globOf('*.example.com/**')).to.equal('*.example.com/**');
    expect(globOf('**')).to.equal('**');
    expect(globOf('**/web')).to.equal('**/web');
  });

  it('hold no tag and no digest', () => {
    expect(problemOf('ghcr.io/acme/web:v1')).to.equal(
      'has a tag; a signature is of every tag alike, so write ghcr.io/acme/web',
    );
    expect(problemOf('nginx:1.27')).to.contain('write nginx');
    expect(problemOf('ghcr.io/acme/web@sha256:abc')).to.equal('has a digest; write ghcr.io/acme/web alone');
    expect(problemOf('ghcr.io/acme/web:*')).to.contain('has a tag');
  });

  it('are not guessed at when they could mean two things', () => {
    expect(problemOf('*')).to.contain('write docker.io/library/* or **');
    expect(problemOf('*/web')).to.contain('write docker.io/*/web or **/web');
    expect(problemOf('ghcr.io')).to.contain('write ghcr.io/**');
    expect(problemOf('localhost:5000')).to.contain('write localhost:5000/**');
  });

  it('can match some image', () => {
    expect(problemOf('ghcr.io/Acme/web')).to.contain('lower case');
    expect(problemOf('ghcr.io/')).to.contain('no repository');
    expect(problemOf('ghcr.io//web')).to.contain('no name of a repository');
    expect(problemOf('ghcr.io/acme/')).to.contain('no name of a repository');
    expect(problemOf('ghcr.io/{a,b}')).to.contain('has "{"');
    expect(problemOf('ghcr.io/acme/***')).to.contain('"***"');
    expect(problemOf('a'.repeat(600))).to.contain('more than');
    expect(problemOf('https://ghcr.io/acme/**')).to.contain('no registry');
  });
});
