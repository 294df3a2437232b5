# METADATA
# title: Argo CD Application safety
# description: An automated Application cannot delete everything because its source came out empty.
# custom:
#   policy: argo-application-safety
#   severity: high
#   sets: [gitops]
#   enforcementAction: deny
#   match:
#     kinds:
#       - apiGroups: [argoproj.io]
#         kinds: [Application, ApplicationSet]
#   fix: Set allowEmpty to false, or leave it out.
package policies.argo_application_safety

import data.lib.argo

violation contains {
	"msg": "automated prune with allowEmpty: true deletes every resource of the app when its source renders to nothing, by a wrong path or a bad merge",
	"path": array.concat(argo.spec_path, ["syncPolicy", "automated", "allowEmpty"]),
} if {
	automated := argo.spec.syncPolicy.automated
	automated.prune == true
	automated.allowEmpty == true
	not automated.enabled == false
}
