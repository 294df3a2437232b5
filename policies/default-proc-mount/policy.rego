# METADATA
# title: Default proc mount
# description: No container asks for /proc without the parts that its runtime hides.
# custom:
#   policy: default-proc-mount
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
#   fix: Remove securityContext.procMount.
package policies.default_proc_mount

import data.lib.pods

violation contains {
	"msg": sprintf(
		"%s sets procMount %v: it sees the parts of /proc that describe and control the node's kernel",
		[pods.label(entry), mount],
	),
	"path": array.concat(entry.path, ["securityContext", "procMount"]),
} if {
	some entry in pods.containers
	mount := entry.container.securityContext.procMount
	not mount in {"Default", null}
}
