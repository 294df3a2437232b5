package policies.no_probe_hosts_test

import data.lib.fixtures
import data.policies.no_probe_hosts as policy

test_every_probe_and_hook_is_read if {
	container := {
		"livenessProbe": {"httpGet": {"host": "169.254.169.254", "port": 80}},
		"readinessProbe": {"tcpSocket": {"host": "localhost", "port": 80}},
		"startupProbe": {"httpGet": {"host": "example.com", "port": 80}},
		"lifecycle": {
			"postStart": {"httpGet": {"host": "example.com", "port": 80}},
			"preStop": {"tcpSocket": {"host": "example.com", "port": 80}},
		},
	}
	{array.slice(violation.path, 3, 9) | some violation in policy.violation} == {
		["livenessProbe", "httpGet", "host"],
		["readinessProbe", "tcpSocket", "host"],
		["startupProbe", "httpGet", "host"],
		["lifecycle", "postStart", "httpGet", "host"],
		["lifecycle", "preStop", "tcpSocket", "host"],
	} with input as fixtures.review(fixtures.pod_with(container))
}

test_message_names_the_host if {
	some violation in policy.violation
		with input as fixtures.review(fixtures.pod_with({"livenessProbe": {"httpGet": {"host": "169.254.169.254"}}}))
	violation.msg == "container \"web\" makes the kubelet connect to 169.254.169.254: a pod can reach through it whatever the node can reach"
}

test_no_host_passes if {
	every probe in [null, {}, {"httpGet": null}, {"httpGet": {"port": 80}}, {"httpGet": {"host": ""}}, {"tcpSocket": {"host": null}}, "none"] {
		policy.violation == set() with input as fixtures.review(fixtures.pod_with({"livenessProbe": probe}))
	}
	policy.violation == set() with input as fixtures.review(fixtures.pod({"containers": [null, "web"]}))
}
