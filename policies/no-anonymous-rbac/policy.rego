# METADATA
# title: No anonymous RBAC
# description: No binding gives rights to callers that have not authenticated.
# custom:
#   policy: no-anonymous-rbac
#   severity: critical
#   sets: [baseline]
#   enforcementAction: deny
#   match:
#     kinds:
#       - apiGroups: [rbac.authorization.k8s.io]
#         kinds: [RoleBinding, ClusterRoleBinding]
#   fix: Remove the subject; name the users, groups or service accounts that need the right.
package policies.no_anonymous_rbac

import data.lib.reviews

violation contains {
	"msg": sprintf(
		"the %s gives its role to %s: to everybody who can reach the API server",
		[reviews.kind, subject.name],
	),
	"path": ["subjects", index],
} if {
	some index, subject in reviews.object.subjects
	subject.name in {"system:anonymous", "system:unauthenticated"}
	not _is_public_information
}

# What Kubernetes itself grants to everybody: health and version.
_is_public_information if {
	reviews.object.roleRef.kind == "ClusterRole"
	reviews.object.roleRef.name == "system:public-info-viewer"
}
