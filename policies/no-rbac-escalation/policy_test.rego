package policies.no_rbac_escalation_test

import data.lib.fixtures
import data.policies.no_rbac_escalation as policy

test_each_ladder_is_reported if {
	every pair in [
		["escalate", "clusterroles"],
		["bind", "roles"],
		["impersonate", "users"],
		["create", "serviceaccounts/token"],
		["get", "nodes/proxy"],
	] {
		some violation in policy.violation with input as _role([{"verbs": [pair[0]], "resources": [pair[1]]}])
		violation.path == ["rules", 0]
		startswith(violation.msg, sprintf("the ClusterRole grants %s on %s: whoever holds it can ", pair))
	}
}

test_the_same_verb_elsewhere_passes if {
	policy.violation == set()
		with input as _role([{"verbs": ["create", "get", "bind"], "resources": ["pods", "serviceaccounts", "nodes"]}])
}

test_wildcards_are_left_to_their_policy if {
	policy.violation == set() with input as _role([{"verbs": ["*"], "resources": ["clusterroles"]}])
}

test_malformed_rules_pass if {
	policy.violation == set() with input as _role([null, {"verbs": "escalate", "resources": null}])
	policy.violation == set() with input as _role(null)
}

_role(rules) := fixtures.review({"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole", "metadata": {"name": "operator"}, "rules": rules})
