package policies.kustomization_deprecations_test

import data.lib.fixtures
import data.policies.kustomization_deprecations as policy

test_each_deprecated_field_is_reported_with_what_took_over if {
	every case in [
		["bases", "resources"],
		["commonLabels", "labels"],
		["imageTags", "images"],
		["patchesJson6902", "patches"],
		["patchesStrategicMerge", "patches"],
		["vars", "replacements"],
	] {
		some violation in policy.violation with input as _review({case[0]: []})
		violation.path == [case[0]]
		contains(violation.fix, case[1])
	}
}

test_all_are_reported_at_once if {
	count(policy.violation) == 2 with input as _review({"commonLabels": {"a": "b"}, "bases": ["../base"]})
}

test_current_fields_and_null_pass if {
	policy.violation == set()
		with input as _review({"resources": ["a.yaml"], "labels": [], "patches": [], "vars": null})
}

_review(fields) := fixtures.review(object.union({"apiVersion": "kustomize.config.k8s.io/v1beta1", "kind": "Kustomization"}, fields))
