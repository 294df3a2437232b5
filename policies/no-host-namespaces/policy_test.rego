package policies.no_host_namespaces_test

import data.lib.fixtures
import data.policies.no_host_namespaces as policy

test_each_namespace_is_denied_at_its_field if {
	every field in ["hostPID", "hostIPC", "hostNetwork"] {
		{violation.path | some violation in policy.violation} == {["spec", "template", "spec", field]}
			with input as fixtures.review(fixtures.deployment({field: true}))
	}
}

test_message_says_why if {
	policy.violation == {{
		"msg": "the pod sets hostPID: its processes see and can signal every process of the node",
		"path": ["spec", "hostPID"],
		"fix": "Remove hostPID from the pod spec.",
	}} with input as fixtures.review(fixtures.pod({"hostPID": true}))
}

test_all_are_reported_at_once if {
	count(policy.violation) == 3
		with input as fixtures.review(fixtures.pod({"hostPID": true, "hostIPC": true, "hostNetwork": "yes"}))
}

test_false_null_and_absent_are_allowed if {
	policy.violation == set() with input as fixtures.review(fixtures.pod({"hostPID": false, "hostIPC": null}))
}

test_a_pod_spec_that_is_no_object_is_no_crash if {
	policy.violation == set() with input as fixtures.review(fixtures.pod("nothing"))
}
