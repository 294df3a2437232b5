# METADATA
# title: Argo CD project scope
# description: An AppProject names the repositories, destinations and cluster-wide kinds it allows.
# custom:
#   policy: argo-project-scope
#   severity: high
#   sets: [gitops]
#   enforcementAction: warn
#   match:
#     kinds:
#       - apiGroups: [argoproj.io]
#         kinds: [AppProject]
#   fix: List what the team really uses; a prefix with * is better than * alone.
package policies.argo_project_scope

import data.lib.reviews

violation contains {
	"msg": "the project accepts every repository: whoever may create an app in it can deploy code from anywhere",
	"path": ["spec", "sourceRepos", index],
} if {
	some index, repository in reviews.object.spec.sourceRepos
	repository == "*"
}

violation contains {
	"msg": "the project accepts every namespace of every cluster, Argo CD's own included",
	"path": ["spec", "destinations", index],
} if {
	some index, destination in reviews.object.spec.destinations
	destination.namespace == "*"
	some field in ["server", "name"]
	destination[field] == "*"
}

violation contains {
	"msg": "the project may create every cluster-wide kind, ClusterRoleBindings included",
	"path": ["spec", "clusterResourceWhitelist", index],
} if {
	some index, kind in reviews.object.spec.clusterResourceWhitelist
	kind.group == "*"
	kind.kind == "*"
}

violation contains {
	"msg": "the project accepts Applications from every namespace: whoever may create one anywhere deploys with its rights",
	"path": ["spec", "sourceNamespaces", index],
} if {
	some index, namespace in reviews.object.spec.sourceNamespaces
	namespace == "*"
}
