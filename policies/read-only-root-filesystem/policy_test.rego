package policies.read_only_root_filesystem_test

import data.lib.fixtures
import data.policies.read_only_root_filesystem as policy

test_a_writable_root_is_reported_at_its_field if {
	policy.violation == {{
		"msg": "container \"web\" can write to its root filesystem, so an intruder can change the program or drop tools beside it",
		"path": ["spec", "containers", 0, "securityContext", "readOnlyRootFilesystem"],
	}} with input as fixtures.review(fixtures.pod_with({}))
}

test_only_true_is_allowed if {
	policy.violation == set()
		with input as fixtures.review(fixtures.pod_with({"securityContext": {"readOnlyRootFilesystem": true}}))
	every value in [false, null, "true"] {
		count(policy.violation) == 1
			with input as fixtures.review(fixtures.pod_with({"securityContext": {"readOnlyRootFilesystem": value}}))
	}
}

test_init_containers_are_read_and_ephemeral_ones_are_not if {
	pod := fixtures.pod({"initContainers": [fixtures.container({})], "ephemeralContainers": [fixtures.container({})]})
	{violation.path[1] | some violation in policy.violation} == {"initContainers"} with input as fixtures.review(pod)
}

test_windows_has_no_such_setting if {
	pod := fixtures.pod({"os": {"name": "windows"}, "containers": [fixtures.container({})]})
	policy.violation == set() with input as fixtures.review(pod)
}
