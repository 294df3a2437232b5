# METADATA
# title: No inline secrets
# description: No secret value is written into the environment or arguments of a container, or into a ConfigMap.
# custom:
#   policy: no-inline-secrets
#   severity: high
#   sets: [baseline]
#   supersededBy: no-secrets-in-git
#   enforcementAction: deny
#   match:
#     kinds:
#       - apiGroups: [""]
#         kinds: [ConfigMap, Pod, PodTemplate, ReplicationController]
#       - apiGroups: [apps, extensions, apps.kruise.io, apps.openshift.io]
#         kinds: [CloneSet, DaemonSet, Deployment, DeploymentConfig, ReplicaSet, StatefulSet]
#       - apiGroups: [batch]
#         kinds: [CronJob, Job]
#       - apiGroups: [argoproj.io]
#         kinds: [Rollout]
#       - apiGroups: [keda.sh]
#         kinds: [ScaledJob]
#       - apiGroups: [serving.knative.dev]
#         kinds: [Configuration, Revision, Service]
#   fix: Keep the value in a Secret and take it with valueFrom.secretKeyRef, or mount it as a file; then change it.
package policies.no_inline_secrets

import data.lib.pods
import data.lib.reviews
import data.lib.secrets

violation contains {
	"msg": sprintf(
		"%s has the value of %s written into its env: whoever can read the manifest has it",
		[pods.label(entry), variable.name],
	),
	"path": array.concat(entry.path, ["env", index, "value"]),
} if {
	some entry in pods.containers
	some index, variable in entry.container.env
	variable.value
	_is_sensitive(variable.name)
	_gives_away(variable.value)
}

violation contains {
	"msg": sprintf(
		"%s has the value of %s written into its %s: whoever can read the manifest or list processes has it",
		[pods.label(entry), flag, field],
	),
	"path": array.concat(entry.path, [field, index]),
} if {
	some entry in pods.containers
	some field in ["command", "args"]
	some index, argument in entry.container[field]
	startswith(argument, "-")
	parts := split(argument, "=")
	flag := parts[0]
	_is_sensitive(flag)
	_gives_away(concat("=", array.slice(parts, 1, count(parts))))
}

violation contains {
	"msg": sprintf("the ConfigMap holds the value of %s: whoever may read ConfigMaps has it", [key]),
	"path": ["data", key],
	"fix": "Move it to a Secret that Git holds only encrypted or by reference; then change it.",
} if {
	reviews.kind == "ConfigMap"
	some key, value in reviews.object.data
	_is_sensitive(key)
	_gives_away(value)
}

_is_sensitive(name) if {
	secrets.is_sensitive_name(name)
	not name in input.parameters.ignoredNames
}

# Settings that only sound like secrets: switches, numbers, durations, paths, URLs without credentials.
_gives_away(value) if {
	not secrets.is_harmless(value, [])
	not regex.match(_setting, sprintf("%v", [value]))
}

_setting := concat("", [
	`^(?i:true|false|yes|no|on|off|none|null|enabled|disabled|required|optional`,
	`|[0-9.]+(ns|us|ms|s|m|h|d|%|[kmg]i?b?)?`,
	`|\.{0,2}/\S*`,
	`|https?://[^@]*`,
	`)$`,
])
