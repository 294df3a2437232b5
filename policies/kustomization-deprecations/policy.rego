# METADATA
# title: Kustomization deprecations
# description: A kustomization uses no field that Kustomize has deprecated.
# custom:
#   policy: kustomization-deprecations
#   severity: low
#   sets: [gitops]
#   enforcementAction: warn
#   match:
#     kinds:
#       - apiGroups: [kustomize.config.k8s.io]
#         kinds: [Kustomization, Component]
#   fix: Run kustomize edit fix, or move the content by hand to the field that took over.
package policies.kustomization_deprecations

import data.lib.reviews

violation contains {
	"msg": sprintf("%s is deprecated: %s", [field, note.why]),
	"path": [field],
	"fix": note.fix,
} if {
	some field, note in _deprecated
	not object.get(reviews.object, field, null) == null
}

_deprecated := {
	"bases": {
		"why": "kustomize.config.k8s.io/v1 will not have it",
		"fix": "Move the entries to resources.",
	},
	"commonLabels": {
		"why": "it also changes selectors, which cannot change on a Deployment that exists",
		"fix": "Use labels with pairs, and includeSelectors: true only where the selectors already have them.",
	},
	"imageTags": {
		"why": "it is an old name of images",
		"fix": "Rename it to images.",
	},
	"patchesJson6902": {
		"why": "kustomize.config.k8s.io/v1 will not have it",
		"fix": "Move the entries to patches, with the same target.",
	},
	"patchesStrategicMerge": {
		"why": "kustomize.config.k8s.io/v1 will not have it",
		"fix": "Move the entries to patches, as path or patch.",
	},
	"vars": {
		"why": "kustomize.config.k8s.io/v1 will not have it",
		"fix": "Use replacements.",
	},
}
