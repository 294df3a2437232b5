package policies.apparmor_profile_test

import data.lib.fixtures
import data.policies.apparmor_profile as policy

test_silence_passes if {
	policy.violation == set() with input as _pod(null, null)
}

test_runtime_default_and_localhost_pass if {
	policy.violation == set()
		with input as _pod({"type": "RuntimeDefault"}, {"type": "Localhost", "localhostProfile": "web"})
}

test_an_unconfined_pod_is_denied if {
	policy.violation == {{
		"msg": "the pod sets AppArmor profile Unconfined: its containers run without the runtime's confinement",
		"path": ["spec", "securityContext", "appArmorProfile"],
	}} with input as _pod({"type": "Unconfined"}, null)
}

test_an_unconfined_container_is_denied if {
	{violation.path | some violation in policy.violation} == {["spec", "containers", 0, "securityContext", "appArmorProfile"]}
		with input as _pod({"type": "RuntimeDefault"}, {"type": "Unconfined"})
}

test_a_profile_without_a_type_is_denied if {
	some violation in policy.violation with input as _pod("RuntimeDefault", null)
	contains(violation.msg, "without a type")
}

test_the_annotation_is_read_on_the_pod if {
	deployment := {
		"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web", "annotations": {_annotation: "unconfined"}},
		"spec": {"template": {"metadata": {"annotations": {_annotation: "unconfined"}}}},
	}
	{violation.path | some violation in policy.violation} == {["spec", "template", "metadata", "annotations", _annotation]}
		with input as fixtures.review(deployment)
}

test_confining_annotations_pass if {
	every value in ["", "runtime/default", "localhost/web"] {
		policy.violation == set()
			with input as fixtures.review({"apiVersion": "v1", "kind": "Pod", "metadata": {"annotations": {_annotation: value, "team": "shop"}}})
	}
	count(policy.violation) == 1
		with input as fixtures.review({"apiVersion": "v1", "kind": "Pod", "metadata": {"annotations": {_annotation: true}}})
}

_annotation := "container.apparmor.security.beta.kubernetes.io/web"

_pod(pod_profile, container_profile) := fixtures.review(fixtures.pod({
	"securityContext": {"appArmorProfile": pod_profile},
	"containers": [fixtures.container({"securityContext": {"appArmorProfile": container_profile}})],
}))
