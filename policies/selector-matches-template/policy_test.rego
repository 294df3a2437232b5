package policies.selector_matches_template_test

import data.lib.fixtures
import data.policies.selector_matches_template as policy

test_a_label_that_the_template_lacks_is_denied if {
	policy.violation == {{
		"msg": "the selector wants label app: web, which the pod template does not have: the API server refuses the object",
		"path": ["spec", "selector", "matchLabels", "app"],
		"fix": "Add app: web to the labels of the pod template.",
	}} with input as _deployment({"app": "web", "tier": "front"}, {"tier": "front"})
}

test_another_value_is_denied if {
	count(policy.violation) == 1 with input as _deployment({"app": "web"}, {"app": "api"})
}

test_a_template_without_labels_is_denied if {
	count(policy.violation) == 1 with input as _deployment({"app": "web"}, null)
}

test_a_selected_template_passes if {
	policy.violation == set() with input as _deployment({"app": "web"}, {"app": "web", "tier": "front"})
}

test_a_replication_controller_selects_directly if {
	every pair in [["web", 0], ["api", 1]] {
		count(policy.violation) == pair[1] with input as fixtures.review({
			"apiVersion": "v1", "kind": "ReplicationController", "metadata": {"name": "web"},
			"spec": {"selector": {"app": "web"}, "template": {"metadata": {"labels": {"app": pair[0]}}, "spec": {"containers": []}}},
		})
	}
}

test_a_rollout_that_refers_to_a_deployment_has_no_template if {
	policy.violation == set() with input as fixtures.review({
		"apiVersion": "argoproj.io/v1alpha1", "kind": "Rollout", "metadata": {"name": "web"},
		"spec": {"selector": {"matchLabels": {"app": "web"}}, "workloadRef": {"name": "web"}},
	})
}

test_a_selector_that_is_no_map_is_no_crash if {
	policy.violation == set() with input as _deployment("app=web", {"app": "web"})
	policy.violation == set() with input as _deployment(null, {"app": "web"})
}

_deployment(selector, labels) := fixtures.review({
	"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web"},
	"spec": {
		"selector": {"matchLabels": selector},
		"template": {"metadata": {"labels": labels}, "spec": {"containers": []}},
	},
})
