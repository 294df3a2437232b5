# METADATA
# title: No latest tag
# description: No image is named by a tag that always means the newest build.
# custom:
#   policy: no-latest-tag
#   severity: medium
#   sets: [baseline]
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
#   fix: Name the version that was tested, best with its digest.
package policies.no_latest_tag

import data.lib.images
import data.lib.pods

violation contains {
	"msg": sprintf(
		"%s uses %s, %s: nobody can say which version runs, and a rollback changes nothing",
		[entry.label, entry.image, reason],
	),
	"path": entry.path,
} if {
	some entry in pods.images
	reason := _moving(entry.image)
}

# A digest decides what runs, whatever tag stands beside it.
_moving(image) := sprintf("whose tag %s moves", [images.tag(image)]) if {
	images.tag(image) in input.parameters.tags
	not images.digest(image)
} else := "without a tag, which means latest" if {
	is_string(image)
	not images.tag(image)
	not contains(image, "@")
}
