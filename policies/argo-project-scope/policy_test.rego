package policies.argo_project_scope_test

import data.lib.fixtures
import data.policies.argo_project_scope as policy

test_each_wildcard_is_reported_at_its_item if {
	every case in [
		[{"sourceRepos": ["https://git.example.com/a.git", "*"]}, ["spec", "sourceRepos", 1]],
		[{"destinations": [{"namespace": "*", "server": "*"}]}, ["spec", "destinations", 0]],
		[{"destinations": [{"namespace": "*", "name": "*"}]}, ["spec", "destinations", 0]],
		[{"clusterResourceWhitelist": [{"group": "*", "kind": "*"}]}, ["spec", "clusterResourceWhitelist", 0]],
		[{"sourceNamespaces": ["*"]}, ["spec", "sourceNamespaces", 0]],
	] {
		{violation.path | some violation in policy.violation} == {case[1]} with input as _review(case[0])
	}
}

test_message_says_why if {
	some violation in policy.violation with input as _review({"sourceRepos": ["*"]})
	violation.msg == "the project accepts every repository: whoever may create an app in it can deploy code from anywhere"
}

test_narrow_scopes_pass if {
	policy.violation == set() with input as _review({
		"sourceRepos": ["https://git.example.com/shop/*"],
		"destinations": [{"namespace": "*", "server": "https://shop.example.com"}, {"namespace": "shop-*", "server": "*"}],
		"clusterResourceWhitelist": [{"group": "", "kind": "Namespace"}, {"group": "*", "kind": "Namespace"}, {"group": "apps", "kind": "*"}],
		"sourceNamespaces": ["shop"],
	})
	policy.violation == set() with input as _review(null)
}

_review(spec) := fixtures.review({"apiVersion": "argoproj.io/v1alpha1", "kind": "AppProject", "metadata": {"name": "shop"}, "spec": spec})
