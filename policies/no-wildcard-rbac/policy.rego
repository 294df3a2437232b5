# METADATA
# title: No wildcard RBAC
# description: No role grants all verbs, resources or API groups, and no binding hands out cluster-admin.
# custom:
#   policy: no-wildcard-rbac
#   severity: high
#   sets: [baseline]
#   enforcementAction: deny
#   match:
#     kinds:
#       - apiGroups: [rbac.authorization.k8s.io]
#         kinds: [Role, ClusterRole, RoleBinding, ClusterRoleBinding]
#   fix: List the API groups, resources and verbs that the subject really uses.
package policies.no_wildcard_rbac

import data.lib.reviews

violation contains {
	"msg": sprintf("the %s grants %s", [reviews.kind, grant]),
	"path": ["rules", index, field],
} if {
	some index, rule in reviews.object.rules
	some field, grant in {
		"verbs": "every verb: deletion, impersonation and escalation included",
		"resources": "every resource: secrets included, and whatever is installed later",
		"apiGroups": "resources of every API group, of those installed later too",
		"nonResourceURLs": "every endpoint of the API server",
	}
	_has_wildcard(rule[field])
	not _is_exempt
}

violation contains {
	"msg": sprintf("the %s hands out cluster-admin, the right to do everything", [reviews.kind]),
	"path": ["roleRef", "name"],
	"fix": "Bind a role that grants only what the subjects use.",
} if {
	reviews.object.roleRef.kind == "ClusterRole"
	reviews.object.roleRef.name == "cluster-admin"
	not _is_exempt
}

_has_wildcard(values) if {
	some value in values
	value in {"*", "*/*"}
}

# Text where a list belongs: refused by the API server, read here all the same.
_has_wildcard("*")

_is_exempt if {
	some pattern in input.parameters.exempt
	glob.match(pattern, [], reviews.name)
}
