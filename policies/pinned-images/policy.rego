# METADATA
# title: Pinned images
# description: Every image is named by digest, so that what was reviewed, scanned and signed is what runs.
# custom:
#   policy: pinned-images
#   severity: high
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
#   fix: >-
#     Add the digest to the reference: name:tag@sha256:<digest>.
package policies.pinned_images

import data.lib.images
import data.lib.pods

violation contains {
	"msg": sprintf("%s uses %v, which is not pinned by digest: %s", [entry.label, entry.image, reason]),
	"path": entry.path,
	"fix": sprintf("Pin it: %s@sha256:<digest>.", [_without_digest(entry.image)]),
} if {
	some entry in pods.images
	reason := _unpinned(entry.image)
	not _is_exempt(entry.image)
}

# Why a reference is not pinned; undefined when it is.
_unpinned(image) := "an image reference is text" if {
	not is_string(image)
} else := "its digest is malformed" if {
	contains(image, "@")
	not images.digest(image)
} else := "the same name can mean other bytes tomorrow" if {
	not images.digest(image)
	not _tag_suffices(image)
}

_tag_suffices(image) if {
	input.parameters.allowTags == true
	images.tag(image) != "latest"
}

_is_exempt(image) if {
	some pattern in input.parameters.exempt
	images.matches(pattern, image)
}

_without_digest(image) := split(image, "@")[0] if {
	is_string(image)
} else := "<image>"
