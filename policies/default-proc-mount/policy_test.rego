package policies.default_proc_mount_test

import data.lib.fixtures
import data.policies.default_proc_mount as policy

test_unmasked_is_denied if {
	policy.violation == {{
		"msg": "container \"web\" sets procMount Unmasked: it sees the parts of /proc that describe and control the node's kernel",
		"path": ["spec", "containers", 0, "securityContext", "procMount"],
	}} with input as fixtures.review(fixtures.pod_with({"securityContext": {"procMount": "Unmasked"}}))
}

test_default_null_and_absent_pass if {
	every context in [{"procMount": "Default"}, {"procMount": null}, {}, null] {
		policy.violation == set() with input as fixtures.review(fixtures.pod_with({"securityContext": context}))
	}
}
