# METADATA
# title: Argo CD ApplicationSet safety
# description: >-
#   An ApplicationSet does not delete what runs when its generator yields less, and does not let a generator
#   choose rights.
# custom:
#   policy: applicationset-safety
#   severity: medium
#   sets: [gitops]
#   enforcementAction: warn
#   match:
#     kinds:
#       - apiGroups: [argoproj.io]
#         kinds: [ApplicationSet]
#   fix: >-
#     Set syncPolicy.preserveResourcesOnDeletion to true or applicationsSync to create-update, and name the
#     project literally.
package policies.applicationset_safety

import data.lib.argo
import data.lib.reviews

violation contains {
	"msg": sprintf(
		"the set takes its Applications from %s: when that yields less, by an outage or a moved directory, they and all they deployed are deleted",
		[_outside],
	),
	"path": ["spec", "syncPolicy"],
	"fix": "Set syncPolicy.preserveResourcesOnDeletion: true, or applicationsSync: create-update.",
} if {
	_outside
	not reviews.object.spec.syncPolicy.preserveResourcesOnDeletion == true
	not _keeps_applications
}

violation contains {
	"msg": "the project of the Applications comes from the generator: whoever can write there chooses what they may do",
	"path": ["spec", "template", "spec", "project"],
	"fix": "Write the project literally.",
} if {
	_outside
	argo.is_templated(reviews.object.spec.template.spec.project)
}

violation contains {
	"msg": "Go templates without missingkey=error: a parameter that is missing becomes the text <no value>",
	"path": ["spec", "goTemplateOptions"],
	"fix": "Set goTemplateOptions: [missingkey=error].",
} if {
	reviews.object.spec.goTemplate == true
	not "missingkey=error" in object.get(reviews.object.spec, "goTemplateOptions", [])
}

# What lies outside of the set and can shrink without a change to it.
_outside := concat(" and ", sort(types)) if {
	types := {type |
		walk(reviews.object.spec.generators, [path, _])
		type := path[count(path) - 1]
		type in {"git", "clusters", "scmProvider", "pullRequest", "clusterDecisionResource", "plugin"}
	}
	count(types) > 0
}

_keeps_applications if reviews.object.spec.syncPolicy.applicationsSync in {"create-only", "create-update"}
