package policies.no_default_namespace_test

import data.lib.fixtures
import data.policies.no_default_namespace as policy

test_default_is_reported if {
	policy.violation == {{
		"msg": "the object goes to namespace default, which has no owner, no quota and no policies of its own",
		"path": ["metadata", "namespace"],
	}} with input as _review("Deployment", "web", {"namespace": "default"})
}

test_the_namespace_of_the_review_counts_when_the_object_names_none if {
	review := _review("Deployment", "web", {})
	count(policy.violation) == 1 with input as object.union(review, {"review": {"namespace": "default"}})
	policy.violation == set() with input as object.union(review, {"review": {"namespace": "shop"}})
	policy.violation == set() with input as review
}

test_other_namespaces_pass if {
	policy.violation == set() with input as _review("Deployment", "web", {"namespace": "shop"})
}

test_what_kubernetes_keeps_there_passes if {
	every pair in [["ServiceAccount", "default"], ["Service", "kubernetes"], ["ConfigMap", "kube-root-ca.crt"]] {
		policy.violation == set() with input as _review(pair[0], pair[1], {"namespace": "default"})
		count(policy.violation) == 1 with input as _review(pair[0], "other", {"namespace": "default"})
		count(policy.violation) == 1 with input as _review("Deployment", pair[1], {"namespace": "default"})
	}
}

_review(kind, name, metadata) := fixtures.review({"apiVersion": "v1", "kind": kind, "metadata": object.union({"name": name}, metadata)})
