package policies.seccomp_profile_test

import data.lib.fixtures
import data.policies.seccomp_profile as policy

test_silence_is_denied_for_each_container if {
	policy.violation == {{
		"msg": "neither container \"web\" nor the pod sets a seccomp profile, so it may use every system call of the kernel",
		"path": ["spec", "containers", 0, "securityContext", "seccompProfile"],
		"fix": "Set seccompProfile.type: RuntimeDefault in the securityContext of the pod or of the container.",
	}} with input as _pod(null, null)
}

test_the_pod_speaks_for_its_containers if {
	policy.violation == set() with input as _pod({"type": "RuntimeDefault"}, null)
}

test_a_container_speaks_for_itself if {
	policy.violation == set() with input as _pod(null, {"type": "Localhost", "localhostProfile": "web.json"})
}

test_a_container_overrides_the_pod if {
	some violation in policy.violation with input as _pod({"type": "RuntimeDefault"}, {"type": "Unconfined"})
	violation.path == ["spec", "containers", 0, "securityContext", "seccompProfile"]
	violation.msg == "container \"web\" sets seccomp profile Unconfined: it may use every system call of the kernel"
}

test_an_unconfined_pod_is_reported_once if {
	{violation.path | some violation in policy.violation} == {["spec", "securityContext", "seccompProfile"]}
		with input as _pod({"type": "Unconfined"}, null)
}

test_a_profile_without_a_type_is_none if {
	some violation in policy.violation with input as _pod({}, null)
	contains(violation.msg, "without a type")
}

test_a_profile_that_is_no_object_is_denied if {
	count(policy.violation) == 1 with input as _pod("RuntimeDefault", null)
}

test_windows_needs_no_profile_but_may_not_refuse_one if {
	pod := fixtures.pod({"os": {"name": "windows"}, "containers": [
		fixtures.container({}),
		fixtures.container({"securityContext": {"seccompProfile": {"type": "Unconfined"}}}),
	]})
	{violation.path[2] | some violation in policy.violation} == {1} with input as fixtures.review(pod)
}

_pod(pod_profile, container_profile) := fixtures.review(fixtures.pod({
	"securityContext": {"seccompProfile": pod_profile},
	"containers": [fixtures.container({"securityContext": {"seccompProfile": container_profile}})],
}))
