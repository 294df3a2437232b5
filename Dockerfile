# The image holds Node and what npm would install, nothing else that runs: no shell script, no package manager.
FROM golang:1.26-bookworm AS go

FROM node:24-bookworm-slim AS build
COPY --from=go /usr/local/go /usr/local/go
ENV PATH=/usr/local/go/bin:$PATH
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
# npm runs one of these after it has installed.
COPY scripts/prepare.mjs scripts/run.mjs scripts/
RUN npm ci
COPY . .
RUN npm run build
# Exactly the files that are published, with exactly the locked dependencies.
RUN npm pack --ignore-scripts \
    && mkdir /sluice \
    && tar -xzf sluice-*.tgz -C /sluice --strip-components=1 \
    && cp package-lock.json .npmrc /sluice/ \
    && cd /sluice \
    && npm ci --omit=dev --ignore-scripts

FROM node:24-bookworm-slim
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /opt/yarn-*
COPY --from=build /sluice /sluice
# Compiled policies are kept here if it can be written; with a read-only root, mount a tmpfs on /tmp or live without.
# Each thread of V8 would keep freed memory of its own; two shared places are enough, and tens of megabytes less.
ENV NODE_ENV=production SLUICE_CACHE_DIR=/tmp/sluice MALLOC_ARENA_MAX=2
# A number, so that Kubernetes can tell that it is not root.
USER 65532:65532
WORKDIR /workspace
# What a server makes is short-lived: a larger place for it takes 30 MB and no less time.
ENTRYPOINT ["node", "--max-semi-space-size=4", "/sluice/dist/bundle/sluice.js"]
CMD ["help"]
