# METADATA
# title: Selector matches template
# description: The selector of a workload selects the pods that the workload makes.
# custom:
#   policy: selector-matches-template
#   severity: high
#   sets: [baseline]
#   enforcementAction: deny
#   match:
#     kinds:
#       - apiGroups: [""]
#         kinds: [ReplicationController]
#       - apiGroups: [apps, extensions, apps.kruise.io]
#         kinds: [CloneSet, DaemonSet, Deployment, ReplicaSet, StatefulSet]
#       - apiGroups: [argoproj.io]
#         kinds: [Rollout]
#   fix: Give the pod template the labels that the selector asks for.
package policies.selector_matches_template

import data.lib.pods
import data.lib.reviews

violation contains {
	"msg": sprintf(
		"the selector wants label %s: %v, which the pod template does not have: the API server refuses the object",
		[key, value],
	),
	"path": array.concat(_selector_path, [key]),
	"fix": sprintf("Add %s: %v to the labels of the pod template.", [key, value]),
} if {
	some key, value in object.get(reviews.object, _selector_path, {})
	not pods.metadata.labels[key] == value
	is_object(pods.spec)
}

# Only apps and its successors: the selector of a Job is set by its controller.
_selector_path := ["spec", "selector"] if {
	reviews.kind == "ReplicationController"
} else := ["spec", "selector", "matchLabels"]
