package policies.no_blocking_pdb_test

import data.lib.fixtures
import data.policies.no_blocking_pdb as policy

test_a_budget_of_nothing_is_reported if {
	policy.violation == {{
		"msg": "the budget sets maxUnavailable: 0%, so no pod may ever be evicted and every drain of a node hangs",
		"path": ["spec", "maxUnavailable"],
	}} with input as _review({"maxUnavailable": "0%"})
	count(policy.violation) == 1 with input as _review({"maxUnavailable": 0})
	count(policy.violation) == 1 with input as _review({"minAvailable": "100%"})
}

test_room_for_one_passes if {
	every spec in [{"maxUnavailable": 1}, {"minAvailable": "50%"}, {"minAvailable": 2}, {}, null] {
		policy.violation == set() with input as _review(spec)
	}
}

_review(spec) := fixtures.review({"apiVersion": "policy/v1", "kind": "PodDisruptionBudget", "metadata": {"name": "web"}, "spec": spec})
