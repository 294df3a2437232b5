# METADATA
# title: No host namespaces
# description: No pod shares the process, IPC or network namespace of its node.
# custom:
#   policy: no-host-namespaces
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
#   fix: Remove hostPID, hostIPC and hostNetwork from the pod spec.
package policies.no_host_namespaces

import data.lib.pods

violation contains {
	"msg": sprintf("the pod sets %s: %s", [field, reason]),
	"path": array.concat(pods.spec_path, [field]),
	"fix": sprintf("Remove %s from the pod spec.", [field]),
} if {
	some field, reason in {
		"hostPID": "its processes see and can signal every process of the node",
		"hostIPC": "its processes can read shared memory of the node and of other pods",
		"hostNetwork": "it has the node's network address, reaches what listens on its loopback, and escapes NetworkPolicies",
	}
	value := pods.spec[field]
	not value in {false, null}
}
