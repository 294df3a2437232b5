# METADATA
# description: Finds the pod spec, its containers and their effective settings in every kind that runs pods.
package lib.pods

import data.lib.reviews

# Where the pod spec lies in the object. A kind that is not named here keeps it where Deployment does, so a custom
# workload that somebody matches on purpose (CloneSet, DeploymentConfig) is read, not passed over.
spec_path := ["spec"] if reviews.kind in {"Pod", "Revision"}

else := ["spec", "jobTemplate", "spec", "template", "spec"] if reviews.kind == "CronJob"

else := ["template", "spec"] if reviews.kind == "PodTemplate"

else := ["spec", "jobTargetRef", "template", "spec"] if reviews.kind == "ScaledJob"

else := ["spec", "template", "spec"]

spec := object.get(reviews.object, spec_path, null)

metadata_path := array.concat(array.slice(spec_path, 0, count(spec_path) - 1), ["metadata"])

metadata := object.get(reviews.object, metadata_path, null)

# Every container of every role, in the order of the manifest. An array, not a set: it is built for each review, and
# sets of containers would be compared field by field.
containers := [entry |
	some role in ["containers", "initContainers", "ephemeralContainers"]
	some index, container in spec[role]
	entry := {
		"container": container,
		"role": role,
		"index": index,
		"path": array.concat(spec_path, [role, index]),
	}
]

# The containers that Git describes. Ephemeral ones are attached to a running pod for debugging and may not carry
# probes, ports or resources.
declared_containers := [entry |
	some entry in containers
	entry.role != "ephemeralContainers"
]

# Every image the pod pulls: containers, and volumes that mount an image.
images := array.concat(
	[{"image": image, "path": array.concat(entry.path, ["image"]), "label": label(entry)} |
		some entry in containers
		image := entry.container.image
		image != null
	],
	[{"image": image, "path": path, "label": volume_label(index)} |
		some index, volume in spec.volumes
		image := volume.image.reference
		image != null
		path := array.concat(spec_path, ["volumes", index, "image", "reference"])
	],
)

is_windows if spec.os.name == "windows"

# Root in a user namespace is an unprivileged user of the node: Pod Security Standards 1.35 relax what only root could abuse.
has_user_namespace if spec.hostUsers == false

# The setting a container runs with and where it is set: its own when it has one, else the pod's. Undefined when
# neither says. For fields that exist at both levels: runAsNonRoot, runAsUser, seccompProfile, appArmorProfile, seLinuxOptions.
setting(entry, field) := {"value": value, "path": array.concat(entry.path, ["securityContext", field])} if {
	value := entry.container.securityContext[field]
	value != null
} else := {"value": value, "path": array.concat(spec_path, ["securityContext", field])} if {
	value := spec.securityContext[field]
	value != null
}

# How a message names a container: container "web", init container "migrate".
label(entry) := sprintf("%s \"%s\"", [_nouns[entry.role], entry.container.name]) if {
	is_string(entry.container.name)
} else := sprintf("%s %v", [_nouns[entry.role], entry.index])

volume_label(index) := sprintf("volume \"%s\"", [name]) if {
	name := spec.volumes[index].name
	is_string(name)
} else := sprintf("volume %v", [index])

_nouns := {"containers": "container", "initContainers": "init container", "ephemeralContainers": "ephemeral container"}
