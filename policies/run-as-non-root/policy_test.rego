package policies.run_as_non_root_test

import data.lib.fixtures
import data.policies.run_as_non_root as policy

test_silence_is_denied_for_each_container if {
	policy.violation == {{
		"msg": "neither container \"web\" nor the pod sets runAsNonRoot: true, so it runs as whatever user its image names, often root",
		"path": ["spec", "containers", 0, "securityContext", "runAsNonRoot"],
		"fix": "Set runAsNonRoot: true in the securityContext of the pod or of the container.",
	}} with input as fixtures.review(fixtures.pod_with({}))
}

test_the_pod_speaks_for_its_containers if {
	policy.violation == set() with input as _pod({"runAsNonRoot": true}, {})
	policy.violation == set() with input as _pod({"runAsNonRoot": true}, {"runAsNonRoot": null})
}

test_a_container_speaks_for_itself if {
	policy.violation == set() with input as _pod(null, {"runAsNonRoot": true})
}

test_a_container_overrides_the_pod if {
	_paths(_pod({"runAsNonRoot": true}, {"runAsNonRoot": false})) == {["spec", "containers", 0, "securityContext", "runAsNonRoot"]}
}

test_a_wrong_pod_value_is_reported_once if {
	pod := fixtures.pod({
		"securityContext": {"runAsNonRoot": false},
		"containers": [fixtures.container({}), fixtures.container({})],
	})
	_paths(fixtures.review(pod)) == {["spec", "securityContext", "runAsNonRoot"]}
}

test_text_is_not_true if {
	_paths(_pod({"runAsNonRoot": "true"}, {})) == {["spec", "securityContext", "runAsNonRoot"]}
}

test_user_zero_is_root_at_either_level if {
	_paths(_pod({"runAsNonRoot": true, "runAsUser": 0}, {})) == {["spec", "securityContext", "runAsUser"]}
	_paths(_pod({"runAsNonRoot": true, "runAsUser": 10001}, {"runAsUser": 0})) == {["spec", "containers", 0, "securityContext", "runAsUser"]}
}

test_a_user_alone_is_not_enforced if {
	_paths(_pod({"runAsUser": 10001}, {})) == {["spec", "containers", 0, "securityContext", "runAsNonRoot"]}
}

test_root_in_a_user_namespace_is_not_root_on_the_node if {
	pod := fixtures.pod({
		"hostUsers": false,
		"securityContext": {"runAsNonRoot": false, "runAsUser": 0},
		"containers": [
			fixtures.container({"securityContext": {"runAsNonRoot": false, "runAsUser": 0}}),
			fixtures.container({}),
		],
	})
	policy.violation == set() with input as fixtures.review(pod)
}

test_a_user_namespace_needs_no_setting if {
	policy.violation == set()
		with input as fixtures.review(fixtures.pod({"hostUsers": false, "containers": [fixtures.container({})]}))
}

test_workloads_without_a_pod_spec_pass if {
	policy.violation == set()
		with input as fixtures.review({"apiVersion": "argoproj.io/v1alpha1", "kind": "Rollout", "metadata": {"name": "web"}, "spec": {"workloadRef": {"name": "web"}}})
}

_pod(pod_context, container_context) := fixtures.review(fixtures.pod({
	"securityContext": pod_context,
	"containers": [fixtures.container({"securityContext": container_context})],
}))

_paths(review) := paths if {
	paths := {violation.path | some violation in policy.violation} with input as review
}
