# METADATA
# title: No RBAC escalation
# description: No role grants a right that is a ladder to all others.
# custom:
#   policy: no-rbac-escalation
#   severity: high
#   sets: [baseline]
#   enforcementAction: warn
#   match:
#     kinds:
#       - apiGroups: [rbac.authorization.k8s.io]
#         kinds: [Role, ClusterRole]
#   fix: Remove the verb or resource; grant the roles themselves to whoever needs them.
package policies.no_rbac_escalation

import data.lib.reviews

violation contains {
	"msg": sprintf("the %s grants %s on %s: %s", [reviews.kind, verb, resource, reason]),
	"path": ["rules", index],
} if {
	some index, rule in reviews.object.rules
	some ladder in _ladders
	some verb in rule.verbs
	verb in ladder.verbs
	some resource in rule.resources
	resource in ladder.resources
	reason := ladder.reason
}

_ladders := [
	{
		"verbs": {"escalate", "bind"},
		"resources": {"roles", "clusterroles"},
		"reason": "whoever holds it can give itself every right",
	},
	{
		"verbs": {"impersonate"},
		"resources": {"users", "groups", "serviceaccounts"},
		"reason": "whoever holds it can act as anybody",
	},
	{
		"verbs": {"create"},
		"resources": {"serviceaccounts/token"},
		"reason": "whoever holds it can act as every service account",
	},
	{
		"verbs": {"get", "create"},
		"resources": {"nodes/proxy"},
		"reason": "whoever holds it can run commands in every pod of the node, past admission and audit",
	},
]
