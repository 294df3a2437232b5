package policies.required_labels_test

import data.lib.fixtures
import data.policies.required_labels as policy

test_missing_labels_are_named_in_one_violation if {
	policy.violation == {{
		"msg": "required labels are missing: team, env",
		"path": ["metadata", "labels"],
		"details": {"missing": ["team", "env"]},
		"fix": "Add team, env under metadata.labels.",
	}} with input as _review({"app": "web"}, [{"key": "team"}, {"key": "env"}, {"key": "app"}])
}

test_empty_and_null_values_say_nothing if {
	every value in ["", null] {
		count(policy.violation) == 1 with input as _review({"team": value}, [{"key": "team"}])
	}
}

test_labels_that_are_no_map_are_missing if {
	every labels in [null, [], "team=shop"] {
		count(policy.violation) == 1 with input as _review(labels, [{"key": "team"}])
	}
	count(policy.violation) == 1
		with input as fixtures.with_parameters({"apiVersion": "apps/v1", "kind": "Deployment"}, {"labels": [{"key": "team"}]})
}

test_a_value_outside_its_pattern_is_denied_at_its_label if {
	policy.violation == {{
		"msg": "label team is Shop!, which does not match ^[a-z-]+$",
		"path": ["metadata", "labels", "team"],
		"fix": "Give label team a value that matches ^[a-z-]+$.",
	}} with input as _review({"team": "Shop!"}, [{"key": "team", "allowedRegex": "^[a-z-]+$"}])
}

test_a_value_that_is_no_text_matches_no_pattern if {
	every value in [7, true, ["shop"]] {
		count(policy.violation) == 1 with input as _review({"team": value}, [{"key": "team", "allowedRegex": ".*"}])
	}
}

test_an_empty_value_is_reported_once_as_missing if {
	{violation.path | some violation in policy.violation} == {["metadata", "labels"]}
		with input as _review({"team": ""}, [{"key": "team", "allowedRegex": "^[a-z]+$"}])
}

test_complete_labels_pass if {
	policy.violation == set()
		with input as _review({"team": "shop", "env": "prod"}, [{"key": "team", "allowedRegex": "^[a-z]+$"}, {"key": "env"}])
}

test_what_a_controller_made_is_not_judged if {
	pod := {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web-1", "ownerReferences": [{"kind": "ReplicaSet", "controller": true}]}}
	policy.violation == set() with input as fixtures.with_parameters(pod, {"labels": [{"key": "team"}]})
	owned := object.union(pod, {"metadata": {"ownerReferences": [{"kind": "ReplicaSet"}]}})
	count(policy.violation) == 1 with input as fixtures.with_parameters(owned, {"labels": [{"key": "team"}]})
}

test_a_deletion_passes if {
	pod := {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web"}}
	policy.violation == set()
		with input as object.union(fixtures.deletion(pod), {"parameters": {"labels": [{"key": "team"}]}})
}

_review(labels, required) := fixtures.with_parameters(
	{"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web", "labels": labels}},
	{"labels": required},
)
