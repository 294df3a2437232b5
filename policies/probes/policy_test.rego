package policies.probes_test

import data.lib.fixtures
import data.policies.probes as policy

test_missing_probes_are_reported_one_by_one if {
	policy.violation == {
		{
			"msg": "container \"web\" has no readinessProbe: it gets traffic before it can serve and keeps it when it cannot",
			"path": ["spec", "containers", 0, "readinessProbe"],
			"fix": "Add a readinessProbe.",
		},
		{
			"msg": "container \"web\" has no livenessProbe: it is not restarted when it hangs",
			"path": ["spec", "containers", 0, "livenessProbe"],
			"fix": "Add a livenessProbe.",
		},
	} with input as _review(fixtures.pod_with({}))
}

test_both_probes_pass if {
	policy.violation == set()
		with input as _review(fixtures.pod_with({"readinessProbe": {"grpc": {"port": 1}}, "livenessProbe": {"grpc": {"port": 1}}}))
}

test_an_empty_probe_probes_nothing if {
	count(policy.violation) == 2 with input as _review(fixtures.pod_with({"readinessProbe": {}, "livenessProbe": null}))
}

test_what_ends_needs_no_probe if {
	every kind in ["Job", "CronJob", "ScaledJob"] {
		policy.violation == set()
			with input as _review({"apiVersion": "batch/v1", "kind": kind, "metadata": {"name": "web"}, "spec": {
				"template": {"spec": {"containers": [fixtures.container({})]}},
				"jobTemplate": {"spec": {"template": {"spec": {"containers": [fixtures.container({})]}}}},
				"jobTargetRef": {"template": {"spec": {"containers": [fixtures.container({})]}}},
			}})
	}
	every restart in ["Never", "OnFailure"] {
		policy.violation == set()
			with input as _review(fixtures.pod({"restartPolicy": restart, "containers": [fixtures.container({})]}))
	}
}

test_the_pod_of_a_job_needs_no_probe if {
	pod := object.union(fixtures.pod_with({}), {"metadata": {"ownerReferences": [{"kind": "Job"}]}})
	policy.violation == set() with input as _review(pod)
	owned := object.union(fixtures.pod_with({}), {"metadata": {"ownerReferences": [{"kind": "ReplicaSet"}]}})
	count(policy.violation) == 2 with input as _review(owned)
}

test_init_and_ephemeral_containers_need_no_probe if {
	pod := fixtures.pod({"initContainers": [fixtures.container({})], "ephemeralContainers": [fixtures.container({})]})
	policy.violation == set() with input as _review(pod)
}

_review(resource) := fixtures.with_parameters(resource, {"required": ["readinessProbe", "livenessProbe"]})
