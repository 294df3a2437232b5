package policies.no_privileged_test

import data.lib.fixtures
import data.policies.no_privileged as policy

test_privileged_container_is_denied_at_its_field if {
	policy.violation == {{
		"msg": "container \"web\" runs privileged: it has every capability and every device of its node",
		"path": ["spec", "containers", 0, "securityContext", "privileged"],
		"fix": "Remove securityContext.privileged; name the one capability that is needed in securityContext.capabilities.add.",
	}} with input as fixtures.review(fixtures.pod_with({"securityContext": {"privileged": true}}))
}

test_every_role_is_read if {
	privileged := fixtures.container({"securityContext": {"privileged": true}})
	pod := fixtures.pod({"containers": [privileged], "initContainers": [privileged], "ephemeralContainers": [privileged]})
	{violation.path[1] | some violation in policy.violation} == {"containers", "initContainers", "ephemeralContainers"}
		with input as fixtures.review(pod)
}

test_a_truthy_string_counts_as_privileged if {
	count(policy.violation) == 1
		with input as fixtures.review(fixtures.pod_with({"securityContext": {"privileged": "true"}}))
}

test_false_null_and_absent_are_allowed if {
	every context in [{"privileged": false}, {"privileged": null}, {}, null] {
		policy.violation == set() with input as fixtures.review(fixtures.pod_with({"securityContext": context}))
	}
}

test_host_process_container_is_denied if {
	some violation in policy.violation
		with input as fixtures.review(fixtures.pod_with({"securityContext": {"windowsOptions": {"hostProcess": true}}}))
	violation.path == ["spec", "containers", 0, "securityContext", "windowsOptions", "hostProcess"]
}

test_host_process_pod_is_denied if {
	some violation in policy.violation with input as fixtures.review(fixtures.deployment({
		"securityContext": {"windowsOptions": {"hostProcess": true}},
		"containers": [fixtures.container({})],
	}))
	violation.path == ["spec", "template", "spec", "securityContext", "windowsOptions", "hostProcess"]
}

test_a_malformed_neighbour_hides_nothing if {
	pod := fixtures.pod({"containers": [null, "nginx", fixtures.container({"securityContext": {"privileged": true}})], "initContainers": null})
	count(policy.violation) == 1 with input as fixtures.review(pod)
}
