# METADATA
# title: Argo CD RBAC
# description: The RBAC of Argo CD gives nobody admin rights by default, and all rights to administrators only.
# custom:
#   policy: argo-rbac
#   severity: high
#   sets: [gitops]
#   enforcementAction: deny
#   match:
#     kinds:
#       - apiGroups: [""]
#         kinds: [ConfigMap]
#   fix: Set policy.default to role:readonly or leave it empty, and grant applications and actions by name.
package policies.argo_rbac

import data.lib.reviews

violation contains {
	"msg": sprintf(
		"policy.default is %s: everybody who can log in is administrator of Argo CD, and through it of its clusters",
		[role],
	),
	"path": ["data", "policy.default"],
} if {
	_is_rbac
	role := trim_space(reviews.object.data["policy.default"])
	role in input.parameters.adminRoles
}

violation contains {
	"msg": sprintf(
		"%s may do everything (line %d of %s), exec into pods and changes to Argo CD included",
		[subject, number + 1, key],
	),
	"path": ["data", key],
} if {
	_is_rbac
	some key, csv in reviews.object.data
	startswith(key, "policy.")
	endswith(key, ".csv")
	some number, line in split(csv, "\n")
	["p", subject, "*", "*", _, "allow"] = [trim(field, " \t\r\"") | some field in split(line, ",")]
	not subject in input.parameters.adminRoles
}

_is_rbac if {
	reviews.kind == "ConfigMap"
	reviews.name == "argocd-rbac-cm"
}
