package policies.argo_sync_hygiene_test

import data.lib.fixtures
import data.policies.argo_sync_hygiene as policy

test_automation_without_self_heal_is_reported if {
	every automated in [{}, {"prune": true}, {"selfHeal": false}] {
		_paths({"automated": automated}) == {["spec", "syncPolicy", "automated", "selfHeal"]}
	}
	every automated in [{"selfHeal": true}, {"selfHeal": "{{heal}}"}, {"enabled": false}, null] {
		_paths({"automated": automated}) == set()
	}
}

test_retry_that_refreshes_is_reported if {
	_paths({"retry": {"limit": 5, "refresh": true}}) == {["spec", "syncPolicy", "retry", "refresh"]}
	_paths({"retry": {"limit": 5}}) == set()
}

test_blunt_options_are_reported_for_the_whole_app if {
	_paths({"syncOptions": ["CreateNamespace=true", "Replace=true", "Force=true ", "Validate=false", "Replace=false", 7]}) == {
		["spec", "syncPolicy", "syncOptions", 1],
		["spec", "syncPolicy", "syncOptions", 2],
		["spec", "syncPolicy", "syncOptions", 3],
	}
}

test_an_operation_in_git_is_reported if {
	resource := {"apiVersion": "argoproj.io/v1alpha1", "kind": "Application", "metadata": {"name": "web"}, "operation": {"sync": {}}}
	{violation.path | some violation in policy.violation} == {["operation"]} with input as fixtures.review(resource)
	policy.violation == set() with input as object.union(fixtures.review(resource), {"review": {"operation": "UPDATE"}})
}

_paths(sync_policy) := paths if {
	review := fixtures.review({"apiVersion": "argoproj.io/v1alpha1", "kind": "Application", "metadata": {"name": "web"}, "spec": {"syncPolicy": sync_policy}})
	paths := {violation.path | some violation in policy.violation} with input as review
}
