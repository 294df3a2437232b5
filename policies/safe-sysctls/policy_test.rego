package policies.safe_sysctls_test

import data.lib.fixtures
import data.policies.safe_sysctls as policy

test_an_unsafe_sysctl_is_denied_at_its_name if {
	policy.violation == {{
		"msg": "the pod sets sysctl kernel.msgmax, which is not confined to it: it can affect the node and other pods",
		"path": ["spec", "securityContext", "sysctls", 1, "name"],
	}}
		with input as _review([{"name": "net.ipv4.tcp_syncookies", "value": "1"}, {"name": "kernel.msgmax", "value": "65536"}])
}

test_a_sysctl_without_a_name_is_denied if {
	count(policy.violation) == 1 with input as _review([{"value": "1"}])
	count(policy.violation) == 1 with input as _review(["kernel.msgmax"])
}

test_no_sysctls_pass if {
	policy.violation == set() with input as _review([])
	policy.violation == set() with input as _review(null)
}

_review(sysctls) := fixtures.with_parameters(
	fixtures.pod({"securityContext": {"sysctls": sysctls}}),
	{"allowed": ["net.ipv4.tcp_syncookies"]},
)
