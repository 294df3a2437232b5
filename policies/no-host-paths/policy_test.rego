package policies.no_host_paths_test

import data.lib.fixtures
import data.policies.no_host_paths as policy

test_a_host_path_is_denied_at_its_volume if {
	policy.violation == {{
		"msg": "volume \"data\" mounts /var/run/docker.sock of the node: whatever the node keeps there is readable, and often writable, from the container",
		"path": ["spec", "volumes", 1, "hostPath"],
	}} with input as _review(["/var/run/docker.sock"], [])
}

test_paths_below_an_allowed_prefix_pass if {
	every path in ["/var/log", "/var/log/", "/var/log/pods"] {
		policy.violation == set() with input as _review([path], ["/var/log"])
		policy.violation == set() with input as _review([path], ["/var/log/"])
	}
}

test_a_prefix_ends_at_a_segment if {
	some violation in policy.violation with input as _review(["/var/logs"], ["/var/log", "/srv"])
	violation.msg == "volume \"data\" mounts /var/logs of the node, which is not below /var/log, /srv"
}

test_dots_do_not_escape_a_prefix if {
	count(policy.violation) == 1 with input as _review(["/var/log/../../etc"], ["/var/log"])
}

test_the_root_may_be_allowed if {
	policy.violation == set() with input as _review(["/etc"], ["/"])
}

test_a_malformed_host_path_is_denied if {
	every path in [7, null, ["/var/log"]] {
		count(policy.violation) == 1 with input as _review([path], ["/var/log"])
	}
}

test_an_empty_host_path_is_denied if {
	pod := fixtures.pod({"volumes": [{"hostPath": {}}, {"name": "data", "hostPath": "/etc"}]})
	messages := {violation.msg | some violation in policy.violation}
		with input as fixtures.with_parameters(pod, {"allowedPrefixes": []})
	count(messages) == 2
	some message in messages
	startswith(message, "volume 0 mounts a directory of the node: ")
}

test_other_volumes_pass if {
	pod := fixtures.pod({"volumes": [{"name": "a", "emptyDir": {}}, {"name": "b", "hostPath": null}, null]})
	policy.violation == set() with input as fixtures.with_parameters(pod, {"allowedPrefixes": []})
}

_review(paths, allowed) := fixtures.with_parameters(
	fixtures.pod({"volumes": array.concat(
		[{"name": "tmp", "emptyDir": {}}],
		[{"name": "data", "hostPath": {"path": path}} | some path in paths],
	)}),
	{"allowedPrefixes": allowed},
)
