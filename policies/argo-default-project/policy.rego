# METADATA
# title: Argo CD default project
# description: An Application belongs to a project of its own, not to "default".
# custom:
#   policy: argo-default-project
#   severity: low
#   sets: [gitops]
#   enforcementAction: warn
#   match:
#     kinds:
#       - apiGroups: [argoproj.io]
#         kinds: [Application, ApplicationSet]
#   fix: Create an AppProject that names the repositories, namespaces and kinds of this team, and use it.
package policies.argo_default_project

import data.lib.argo

violation contains {
	"msg": "the app is in project default, which by default may deploy anything from anywhere to everywhere",
	"path": array.concat(argo.spec_path, ["project"]),
} if {
	argo.spec.project == "default"
}
