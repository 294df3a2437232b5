package policies.restricted_volumes_test

import data.lib.fixtures
import data.policies.restricted_volumes as policy

test_a_type_outside_the_list_is_denied if {
	policy.violation == {{
		"msg": "volume \"share\" is of type nfs, which hands storage of the node or of the network to the pod without a claim",
		"path": ["spec", "volumes", 1],
	}} with input as _review([{"name": "tmp", "emptyDir": {}}, {"name": "share", "nfs": {"server": "10.0.0.1"}}])
}

test_a_volume_without_a_type_is_denied if {
	every volume in [{"name": "x"}, {"name": "x", "emptyDir": null}, null, "x"] {
		some violation in policy.violation with input as _review([volume])
		contains(violation.msg, "is of type unknown")
	}
}

test_no_volumes_pass if {
	policy.violation == set() with input as _review([])
	policy.violation == set() with input as _review(null)
}

test_host_paths_are_left_to_their_policy if {
	policy.violation == set() with input as _review([{"name": "logs", "hostPath": {"path": "/var/log"}}])
}

_review(volumes) := fixtures.with_parameters(fixtures.pod({"volumes": volumes}), {"allowed": ["emptyDir", "secret"]})
