# METADATA
# title: No privilege escalation
# description: Every container states that its processes cannot gain more privileges than they start with.
# custom:
#   policy: no-privilege-escalation
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
#   fix: Set securityContext.allowPrivilegeEscalation to false on every container.
package policies.no_privilege_escalation

import data.lib.pods

violation contains {
	"msg": sprintf(
		"%s does not set allowPrivilegeEscalation: false, so a setuid program in it can become root",
		[pods.label(entry)],
	),
	"path": array.concat(entry.path, ["securityContext", "allowPrivilegeEscalation"]),
	"fix": "Set securityContext.allowPrivilegeEscalation: false on the container.",
} if {
	some entry in pods.containers
	not entry.container.securityContext.allowPrivilegeEscalation == false
	not pods.is_windows
}
