package policies.no_privilege_escalation_test

import data.lib.fixtures
import data.policies.no_privilege_escalation as policy

test_unset_is_denied if {
	policy.violation == {{
		"msg": "container \"web\" does not set allowPrivilegeEscalation: false, so a setuid program in it can become root",
		"path": ["spec", "containers", 0, "securityContext", "allowPrivilegeEscalation"],
		"fix": "Set securityContext.allowPrivilegeEscalation: false on the container.",
	}} with input as fixtures.review(fixtures.pod_with({}))
}

test_only_false_is_allowed if {
	policy.violation == set()
		with input as fixtures.review(fixtures.pod_with({"securityContext": {"allowPrivilegeEscalation": false}}))
	every value in [true, null, "false", 0] {
		count(policy.violation) == 1
			with input as fixtures.review(fixtures.pod_with({"securityContext": {"allowPrivilegeEscalation": value}}))
	}
}

test_a_null_security_context_is_denied if {
	count(policy.violation) == 1 with input as fixtures.review(fixtures.pod_with({"securityContext": null}))
}

test_init_and_ephemeral_containers_are_read if {
	pod := fixtures.pod({"initContainers": [fixtures.container({})], "ephemeralContainers": [fixtures.container({})]})
	count(policy.violation) == 2 with input as fixtures.review(pod)
}

test_windows_has_no_such_setting if {
	pod := fixtures.pod({"os": {"name": "windows"}, "containers": [fixtures.container({})]})
	policy.violation == set() with input as fixtures.review(pod)
}
