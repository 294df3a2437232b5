package policies.argo_application_safety_test

import data.lib.fixtures
import data.policies.argo_application_safety as policy

test_pruning_to_nothing_is_denied if {
	policy.violation == {{
		"msg": "automated prune with allowEmpty: true deletes every resource of the app when its source renders to nothing, by a wrong path or a bad merge",
		"path": ["spec", "syncPolicy", "automated", "allowEmpty"],
	}} with input as _review({"prune": true, "allowEmpty": true})
}

test_either_alone_passes if {
	every automated in [{"prune": true}, {"allowEmpty": true}, {"prune": true, "allowEmpty": false}, {"prune": false, "allowEmpty": true}, null] {
		policy.violation == set() with input as _review(automated)
	}
}

test_automation_that_is_off_passes if {
	policy.violation == set() with input as _review({"prune": true, "allowEmpty": true, "enabled": false})
}

test_the_template_of_an_application_set_is_read if {
	review := fixtures.review({"apiVersion": "argoproj.io/v1alpha1", "kind": "ApplicationSet", "metadata": {"name": "web"}, "spec": {"template": {"spec": {"syncPolicy": {"automated": {"prune": true, "allowEmpty": true}}}}}})
	{violation.path | some violation in policy.violation} == {["spec", "template", "spec", "syncPolicy", "automated", "allowEmpty"]}
		with input as review
}

_review(automated) := fixtures.review({"apiVersion": "argoproj.io/v1alpha1", "kind": "Application", "metadata": {"name": "web"}, "spec": {"syncPolicy": {"automated": automated}}})
