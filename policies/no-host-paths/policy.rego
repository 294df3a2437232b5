# METADATA
# title: No host paths
# description: No pod mounts a directory of its node, except below the prefixes that were allowed.
# custom:
#   policy: no-host-paths
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
#   fix: Use a PersistentVolumeClaim, an emptyDir, a ConfigMap or a projected volume instead of hostPath.
package policies.no_host_paths

import data.lib.pods

violation contains {
	"msg": sprintf("%s mounts %v of the node%s", [pods.volume_label(index), _directory(host_path), _note]),
	"path": array.concat(pods.spec_path, ["volumes", index, "hostPath"]),
} if {
	some index, volume in pods.spec.volumes
	host_path := volume.hostPath
	host_path != null
	not _is_allowed(host_path)
}

_directory(host_path) := path if {
	path := host_path.path
} else := "a directory"

_note := ": whatever the node keeps there is readable, and often writable, from the container" if {
	count(input.parameters.allowedPrefixes) == 0
} else := sprintf(", which is not below %s", [concat(", ", input.parameters.allowedPrefixes)])

# A prefix ends at a path segment: /var/log allows /var/log/pods, not /var/logs. A path with ".." leaves its prefix.
_is_allowed(host_path) if {
	some prefix in input.parameters.allowedPrefixes
	directory := trim_suffix(prefix, "/")
	startswith(concat("", [host_path.path, "/"]), concat("", [directory, "/"]))
	not ".." in split(host_path.path, "/")
}
