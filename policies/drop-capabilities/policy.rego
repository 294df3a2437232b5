# METADATA
# title: Drop capabilities
# description: Every container drops all Linux capabilities and adds back only what is allowed.
# custom:
#   policy: drop-capabilities
#   severity: high
#   sets: [baseline, pod-security]
#   enforcementAction: deny
#   match:
#     kinds:
#       - apiGroups: [""]
#         kinds: [Pod, PodTemplate, ReplicationController]
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
#   fix: Set securityContext.capabilities.drop to [ALL] and add back only what the program needs.
package policies.drop_capabilities

import data.lib.pods

violation contains {
	"msg": sprintf("%s does not drop capabilities: %s", [pods.label(entry), concat(", ", missing)]),
	"path": array.concat(entry.path, ["securityContext", "capabilities", "drop"]),
	"details": {"missing": missing},
	"fix": sprintf("Set securityContext.capabilities.drop: [%s] on the container.", [concat(", ", missing)]),
} if {
	some entry in pods.containers
	missing := [capability |
		some capability in input.parameters.requiredDrop
		not _drops(entry.container, capability)
	]
	count(missing) > 0
	not pods.is_windows
}

violation contains {
	"msg": sprintf("%s adds capability %v, which is not allowed", [pods.label(entry), capability]),
	"path": array.concat(entry.path, ["securityContext", "capabilities", "add", index]),
	"fix": _fix,
} if {
	some entry in pods.containers
	some index, capability in entry.container.securityContext.capabilities.add
	not capability in input.parameters.allowedAdd
}

_drops(container, capability) if {
	some dropped in container.securityContext.capabilities.drop
	dropped in {"ALL", capability}
}

_fix := "Remove it: no capability may be added." if {
	count(input.parameters.allowedAdd) == 0
} else := sprintf("Remove it; allowed are: %s.", [concat(", ", input.parameters.allowedAdd)])
