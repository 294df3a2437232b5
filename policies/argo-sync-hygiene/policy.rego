# METADATA
# title: Argo CD sync hygiene
# description: An Application syncs what was approved, applies it gently, and corrects drift.
# custom:
#   policy: argo-sync-hygiene
#   severity: medium
#   sets: [gitops]
#   enforcementAction: warn
#   match:
#     kinds:
#       - apiGroups: [argoproj.io]
#         kinds: [Application, ApplicationSet]
#   fix: Change the setting as the message says.
package policies.argo_sync_hygiene

import data.lib.argo
import data.lib.reviews

violation contains {
	"msg": "automated sync without selfHeal: a manual change stays in the cluster until the next commit, and nobody is told",
	"path": array.concat(argo.spec_path, ["syncPolicy", "automated", "selfHeal"]),
	"fix": "Set selfHeal: true.",
} if {
	automated := argo.spec.syncPolicy.automated
	is_object(automated)
	not automated.enabled == false
	not automated.selfHeal == true
	not argo.is_templated(object.get(automated, "selfHeal", ""))
}

violation contains {
	"msg": "retry.refresh makes a retry take the newest revision: it can sync a commit that nobody approved",
	"path": array.concat(argo.spec_path, ["syncPolicy", "retry", "refresh"]),
	"fix": "Remove refresh; a fix in Git starts a sync of its own.",
} if {
	argo.spec.syncPolicy.retry.refresh == true
}

violation contains {
	"msg": sprintf("sync option %s holds for every resource of the app: %s", [text, _reasons[text]]),
	"path": array.concat(argo.spec_path, ["syncPolicy", "syncOptions", index]),
	"fix": "Remove it here and set it by annotation argocd.argoproj.io/sync-options on the resource that needs it.",
} if {
	some index, option in argo.spec.syncPolicy.syncOptions
	text := trim_space(option)
	_reasons[text]
}

violation contains {
	"msg": "the manifest starts a sync by itself: whoever applies it again starts another, of whatever revision is newest",
	"path": ["operation"],
	"fix": "Remove operation from Git; syncPolicy.automated starts syncs.",
} if {
	argo.is_application
	is_object(reviews.object.operation)
	input.review.operation == "CREATE"
}

_reasons := {
	"Force=true": "resources are deleted and created again, with an outage each time",
	"Replace=true": "resources are replaced, not patched: fields that controllers set are lost, and some are created anew",
	"Validate=false": "mistakes that the schema would have found reach the cluster",
}
