package policies.no_wildcard_rbac_test

import data.lib.fixtures
import data.policies.no_wildcard_rbac as policy

test_each_wildcard_is_denied_at_its_field if {
	every field in ["verbs", "resources", "apiGroups", "nonResourceURLs"] {
		{violation.path | some violation in policy.violation} == {["rules", 1, field]}
			with input as _role([{"verbs": ["get"]}, {field: ["get", "*"]}])
	}
}

test_message_says_why if {
	policy.violation == {{
		"msg": "the ClusterRole grants every resource: secrets included, and whatever is installed later",
		"path": ["rules", 0, "resources"],
	}} with input as _role([{"apiGroups": [""], "resources": ["*/*"], "verbs": ["list"]}])
}

test_a_wildcard_as_text_is_read if {
	count(policy.violation) == 1 with input as _role([{"verbs": "*"}])
}

test_subresource_wildcards_and_names_pass if {
	policy.violation == set()
		with input as _role([{"apiGroups": ["apps"], "resources": ["deployments", "*/scale"], "verbs": ["get", "update"]}, null])
	policy.violation == set() with input as _role(null)
}

test_binding_cluster_admin_is_denied if {
	policy.violation == {{
		"msg": "the ClusterRoleBinding hands out cluster-admin, the right to do everything",
		"path": ["roleRef", "name"],
		"fix": "Bind a role that grants only what the subjects use.",
	}} with input as _binding("ClusterRole", "cluster-admin")
}

test_other_bindings_pass if {
	policy.violation == set() with input as _binding("ClusterRole", "view")
	policy.violation == set() with input as _binding("Role", "cluster-admin")
}

test_exempt_names_pass if {
	review := object.union(_role([{"verbs": ["*"]}]), {"parameters": {"exempt": ["crossplane-*", "operator"]}})
	policy.violation == set() with input as review
	count(policy.violation) == 1 with input as object.union(review, {"parameters": {"exempt": ["other", "oper"]}})
	binding := object.union(_binding("ClusterRole", "cluster-admin"), {"parameters": {"exempt": ["oper*"]}})
	policy.violation == set() with input as binding
}

_role(rules) := fixtures.with_parameters(
	{"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole", "metadata": {"name": "operator"}, "rules": rules},
	{"exempt": []},
)

_binding(kind, name) := fixtures.with_parameters(
	{
		"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRoleBinding", "metadata": {"name": "operator"},
		"roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": kind, "name": name},
	},
	{"exempt": []},
)
