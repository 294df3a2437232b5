# METADATA
# title: Read-only root filesystem
# description: Every container mounts its own image read-only.
# custom:
#   policy: read-only-root-filesystem
#   severity: medium
#   sets: [baseline]
#   enforcementAction: warn
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
#   fix: Set securityContext.readOnlyRootFilesystem to true and mount an emptyDir where the program writes.
package policies.read_only_root_filesystem

import data.lib.pods

violation contains {
	"msg": sprintf(
		"%s can write to its root filesystem, so an intruder can change the program or drop tools beside it",
		[pods.label(entry)],
	),
	"path": array.concat(entry.path, ["securityContext", "readOnlyRootFilesystem"]),
} if {
	some entry in pods.declared_containers
	not entry.container.securityContext.readOnlyRootFilesystem == true
	not pods.is_windows
}
