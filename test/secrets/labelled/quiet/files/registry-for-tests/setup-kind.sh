#!/usr/bin/env bash
docker run -d --name registry \
  -e 'REGISTRY_AUTH=htpasswd' \
  -e "REGISTRY_AUTH_HTPASSWD_REALM=Registry Realm" \
  -e "REGISTRY_AUTH_HTPASSWD_PATH=/auth/htpasswd" \
  registry:2
flux bootstrap github --instance-sync-creds=git:${GITHUB_TOKEN}
