package policies.resource_limits_test

import data.lib.fixtures
import data.policies.resource_limits as policy

test_silence_is_denied_with_what_is_missing if {
	policy.violation == {{
		"msg": "container \"web\" has no resources.requests.cpu, resources.requests.memory, resources.limits.memory: the scheduler cannot place it well, and it can starve its neighbours",
		"path": ["spec", "containers", 0, "resources"],
		"details": {"missing": ["requests.cpu", "requests.memory", "limits.memory"]},
		"fix": "Set resources.requests.cpu and resources.requests.memory and resources.limits.memory on the container.",
	}} with input as _review({})
}

test_complete_resources_pass if {
	policy.violation == set()
		with input as _review({"requests": {"cpu": "100m", "memory": "64Mi"}, "limits": {"memory": "64Mi"}})
}

test_a_limit_is_a_request_too if {
	policy.violation == set() with input as _review({"requests": {"cpu": "100m"}, "limits": {"memory": "64Mi"}})
}

test_a_request_is_no_limit if {
	{violation.details.missing | some violation in policy.violation} == {["limits.memory"]}
		with input as _review({"requests": {"cpu": 1, "memory": "64Mi"}})
}

test_pod_level_resources_cover_every_container if {
	pod := fixtures.pod({
		"resources": {"requests": {"cpu": 1}, "limits": {"memory": "1Gi"}},
		"containers": [fixtures.container({}), fixtures.container({})],
	})
	policy.violation == set() with input as fixtures.with_parameters(pod, _defaults)
}

test_null_is_nothing if {
	count(policy.violation) == 1 with input as _review({"requests": {"cpu": null, "memory": "1Gi"}, "limits": null})
	count(policy.violation) == 1 with input as _review(null)
}

test_what_is_required_is_a_parameter if {
	review := object.union(_review({}), {"parameters": {"requests": [], "limits": ["cpu"]}})
	{violation.details.missing | some violation in policy.violation} == {["limits.cpu"]} with input as review
}

test_init_containers_are_read_and_ephemeral_ones_are_not if {
	pod := fixtures.pod({"initContainers": [fixtures.container({})], "ephemeralContainers": [fixtures.container({})]})
	{violation.path[1] | some violation in policy.violation} == {"initContainers"}
		with input as fixtures.with_parameters(pod, _defaults)
}

_defaults := {"requests": ["cpu", "memory"], "limits": ["memory"]}

_review(resources) := fixtures.with_parameters(fixtures.pod_with({"resources": resources}), _defaults)
