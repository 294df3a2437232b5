/**
 * What `sluice init` writes. A test reads it as a config.
 * @param salt at least 16 characters, drawn at random
 */
export const starterConfig = (
  salt: string,
): string => `# Which policies judge this repository, and what they may let pass. docs/config.md describes every key.
apiVersion: sluice.dev/v1alpha1
kind: Config

# Policies that ship with sluice, by name or set. "sluice explain" lists those that apply.
shipped:
  - baseline

# Your own policies: files and folders, relative to this file.
# policies:
#   - policy/

# JSON or YAML files that policies read as data.
# data:
#   - policy/data/

# A policy applied in your own way. A policy that has constraints is applied by these alone.
# constraints:
#   - name: host-paths-for-logs
#     policy: no-host-paths
#     match:
#       namespaces: [logging]
#     parameters:
#       allowedPrefixes: [/var/log]
#     enforcementAction: deny # or warn, or dryrun
#     pointActions:
#       commit: warn # at commit time it only warns

# Accepted deviations. Each has a reason, an owner and a last day; after that day it no longer holds.
# waivers:
#   - policy: no-host-paths
#     match:
#       name: node-exporter
#       namespaces: [monitoring]
#     reason: reads /proc of the node, see TICKET-123
#     owner: team-observability
#     expires: '2027-01-31'

# Files to leave out.
# ignore:
#   - testdata

# The least that makes a run fail: deny or warn.
failOn: deny

# Namespaces that this repository does not declare, with their labels.
# namespaces:
#   - name: shop
#     labels:
#       env: production

# How secrets are looked for, and which findings are accepted. "sluice baseline" accepts those that are there today.
secrets:
  # Drawn at random for this repository. Changing it changes the fingerprint of every finding.
  fingerprintSalt: ${salt}
#   disable: [random-key]
#   ignores:
#     - rule: private-key
#       paths: ['test/fixtures/**']
#       reason: keys of tests, made for them and used nowhere else
#       owner: team-platform
#       expires: '2027-01-31'
`;

/** A hook that needs nothing but the sluice that is installed. */
export const PRE_COMMIT_CONFIG = `repos:
  - repo: local
    hooks:
      - id: sluice
        name: sluice
        entry: sluice check --staged
        language: system
        require_serial: true
`;
