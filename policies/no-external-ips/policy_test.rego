package policies.no_external_ips_test

import data.lib.fixtures
import data.policies.no_external_ips as policy

test_an_external_ip_is_denied_at_its_item if {
	policy.violation == {{
		"msg": "the Service claims external IP 203.0.113.9: traffic of the whole cluster to that address goes to its pods",
		"path": ["spec", "externalIPs", 1],
	}} with input as _review(["192.0.2.1", "203.0.113.9"])
}

test_none_pass if {
	every ips in [[], null, ["192.0.2.1"]] {
		policy.violation == set() with input as _review(ips)
	}
}

_review(ips) := fixtures.with_parameters(
	{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web"}, "spec": {"externalIPs": ips}},
	{"allowed": ["192.0.2.1"]},
)
