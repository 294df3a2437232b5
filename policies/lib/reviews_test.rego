package lib.reviews_test

import data.lib.fixtures
import data.lib.reviews

test_the_object_is_under_review if {
	reviews.object == _pod with input as fixtures.review(_pod)
	reviews.kind == "Pod" with input as fixtures.review(_pod)
	reviews.name == "web" with input as fixtures.review(_pod)
}

test_what_is_being_deleted_is_not if {
	not reviews.object with input as fixtures.deletion(_pod)
}

test_a_review_without_an_operation_is_judged if {
	reviews.object == _pod with input as {"review": {"object": _pod}}
}

test_what_is_no_object_is_not_judged if {
	not reviews.object with input as {"review": {"object": null}}
	not reviews.object with input as {"review": {"object": "pod"}}
}

test_the_namespace_of_the_object_comes_first if {
	reviews.namespace == "shop" with input as object.union(fixtures.review(_pod), {"review": {"namespace": "other"}})
	reviews.namespace == "other" with input as {"review": {"object": {"metadata": {}}, "namespace": "other"}}
}

test_api_versions_are_spelt_as_in_manifests if {
	reviews.api_version == "v1" with input as fixtures.review(_pod)
	reviews.api_version == "apps/v1" with input as fixtures.review({"apiVersion": "apps/v1", "kind": "Deployment"})
}

_pod := {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web", "namespace": "shop"}}
