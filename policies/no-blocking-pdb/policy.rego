# METADATA
# title: No blocking disruption budget
# description: No PodDisruptionBudget forbids every voluntary disruption.
# custom:
#   policy: no-blocking-pdb
#   severity: medium
#   sets: [baseline]
#   enforcementAction: warn
#   match:
#     kinds:
#       - apiGroups: [policy]
#         kinds: [PodDisruptionBudget]
#   fix: Set maxUnavailable to 1, and run at least two replicas.
package policies.no_blocking_pdb

import data.lib.reviews

violation contains {
	"msg": sprintf(
		"the budget sets %s: %v, so no pod may ever be evicted and every drain of a node hangs",
		[field, value],
	),
	"path": ["spec", field],
} if {
	some field, blocking in {"maxUnavailable": {0, "0", "0%"}, "minAvailable": {"100%"}}
	value := reviews.object.spec[field]
	value in blocking
}
