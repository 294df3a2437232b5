package policies.no_host_ports_test

import data.lib.fixtures
import data.policies.no_host_ports as policy

test_a_host_port_is_denied_at_its_field if {
	some violation in policy.violation with input as _review({}, {"hostPort": 8080, "containerPort": 80})
	violation.path == ["spec", "containers", 0, "ports", 1, "hostPort"]
	startswith(violation.msg, "container \"web\" binds port 8080 of its node: ")
}

test_zero_null_and_absent_are_allowed if {
	every port in [{"hostPort": 0}, {"hostPort": null}, {"containerPort": 80}, null, 80] {
		policy.violation == set() with input as _review({}, port)
	}
}

test_an_allowed_port_passes if {
	policy.violation == set() with input as _review({}, {"hostPort": 9100})
}

test_a_port_as_text_is_denied if {
	count(policy.violation) == 1 with input as _review({}, {"hostPort": "8080"})
}

test_the_port_that_host_network_implies_is_not_reported_twice if {
	policy.violation == set() with input as _review({"hostNetwork": true}, {"hostPort": 80, "containerPort": 80})
	count(policy.violation) == 1 with input as _review({"hostNetwork": true}, {"hostPort": 81, "containerPort": 80})
}

_review(spec, port) := fixtures.with_parameters(
	fixtures.pod(object.union(spec, {"containers": [fixtures.container({"ports": [{"containerPort": 1}, port]})]})),
	{"allowed": [9100]},
)
