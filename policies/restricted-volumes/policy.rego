# METADATA
# title: Restricted volumes
# description: >-
#   Pods mount only volume types that Kubernetes manages; storage elsewhere goes through a PersistentVolumeClaim.
# custom:
#   policy: restricted-volumes
#   severity: medium
#   sets: [pod-security]
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
#   fix: Describe the storage in a PersistentVolume and mount it through a PersistentVolumeClaim.
package policies.restricted_volumes

import data.lib.pods

violation contains {
	"msg": sprintf(
		"%s is of type %s, which hands storage of the node or of the network to the pod without a claim",
		[pods.volume_label(index), type],
	),
	"path": array.concat(pods.spec_path, ["volumes", index]),
} if {
	some index, volume in pods.spec.volumes
	not _is_allowed(volume)
	type := _type(volume)

	# Left to no-host-paths, which knows the prefixes that are allowed.
	type != "hostPath"
}

_is_allowed(volume) if {
	some type in input.parameters.allowed
	not object.get(volume, type, null) == null
}

_type(volume) := concat(" and ", types) if {
	types := sort([key |
		some key, value in volume
		key != "name"
		value != null
	])
	count(types) > 0
} else := "unknown"
