# METADATA
# title: Required labels
# description: Every workload carries the labels that say what it is and whose it is.
# custom:
#   policy: required-labels
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
#   fix: Add the label under metadata.labels.
package policies.required_labels

import data.lib.reviews

violation contains {
	"msg": sprintf("required labels are missing: %s", [concat(", ", missing)]),
	"path": ["metadata", "labels"],
	"details": {"missing": missing},
	"fix": sprintf("Add %s under metadata.labels.", [concat(", ", missing)]),
} if {
	_is_declared
	missing := [label.key |
		some label in input.parameters.labels
		_value(label.key) in {"", null}
	]
	count(missing) > 0
}

violation contains {
	"msg": sprintf("label %s is %v, which does not match %s", [label.key, value, label.allowedRegex]),
	"path": ["metadata", "labels", label.key],
	"fix": sprintf("Give label %s a value that matches %s.", [label.key, label.allowedRegex]),
} if {
	_is_declared
	some label in input.parameters.labels
	value := _value(label.key)
	not value in {"", null}
	not _matches(label, value)
}

# What a controller made (the ReplicaSet of a Deployment) has the labels that its owner gave it: the owner is judged.
_is_declared if {
	reviews.object
	not _is_owned
}

_is_owned if {
	some owner in reviews.object.metadata.ownerReferences
	owner.controller == true
}

_value(key) := value if {
	value := reviews.object.metadata.labels[key]
} else := null

_matches(label, _) if not label.allowedRegex

_matches(label, value) if regex.match(label.allowedRegex, value)
