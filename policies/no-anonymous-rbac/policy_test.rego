package policies.no_anonymous_rbac_test

import data.lib.fixtures
import data.policies.no_anonymous_rbac as policy

test_anonymous_subjects_are_denied if {
	every name in ["system:anonymous", "system:unauthenticated"] {
		{violation.path | some violation in policy.violation} == {["subjects", 1]}
			with input as _binding("view", [{"kind": "User", "name": "ann"}, {"kind": "Group", "name": name}])
	}
}

test_message_names_the_group if {
	some violation in policy.violation with input as _binding("view", [{"name": "system:unauthenticated"}])
	violation.msg == "the ClusterRoleBinding gives its role to system:unauthenticated: to everybody who can reach the API server"
}

test_public_information_passes if {
	review := _binding("system:public-info-viewer", [{"kind": "Group", "name": "system:unauthenticated"}])
	policy.violation == set() with input as review
	count(policy.violation) == 1
		with input as object.union(review, {"review": {"object": {"roleRef": {"kind": "Role"}}}})
}

test_named_subjects_pass if {
	policy.violation == set() with input as _binding("view", [{"kind": "Group", "name": "system:authenticated"}, null])
	policy.violation == set() with input as _binding("view", null)
}

_binding(role, subjects) := fixtures.review({
	"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRoleBinding", "metadata": {"name": "public"},
	"roleRef": {"kind": "ClusterRole", "name": role}, "subjects": subjects,
})
