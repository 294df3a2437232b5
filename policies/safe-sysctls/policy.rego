# METADATA
# title: Safe sysctls
# description: Pods set only kernel parameters that are known to be confined to the pod.
# custom:
#   policy: safe-sysctls
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
#   fix: Remove the sysctl from the pod; set it on the node if all pods there shall have it.
package policies.safe_sysctls

import data.lib.pods

violation contains {
	"msg": sprintf(
		"the pod sets sysctl %s, which is not confined to it: it can affect the node and other pods",
		[_name(sysctl)],
	),
	"path": array.concat(pods.spec_path, ["securityContext", "sysctls", index, "name"]),
} if {
	some index, sysctl in pods.spec.securityContext.sysctls
	not _name(sysctl) in input.parameters.allowed
}

_name(sysctl) := sysctl.name if {
	is_string(sysctl.name)
} else := "without a name"
