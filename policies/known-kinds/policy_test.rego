package policies.known_kinds_test

import data.lib.fixtures
import data.policies.known_kinds as policy

test_a_custom_kind_in_the_core_group_is_denied if {
	policy.violation == {{
		"msg": "apiVersion v1 has no kind ServiceMonitor: the API server refuses the object, and with it the sync",
		"path": ["apiVersion"],
		"fix": "Set apiVersion: monitoring.coreos.com/v1, where kind ServiceMonitor is.",
	}} with input as _review("v1", "ServiceMonitor")
}

test_a_kind_in_the_wrong_group_is_sent_home if {
	{violation.fix | some violation in policy.violation} == {"Set apiVersion: apps/v1, where kind Deployment is."}
		with input as _review("v1", "Deployment")
	{violation.fix | some violation in policy.violation} == {"Set apiVersion: autoscaling/v1 or autoscaling/v2, where kind HorizontalPodAutoscaler is."}
		with input as _review("apps/v1", "HorizontalPodAutoscaler")
}

test_an_unknown_kind_or_version_is_denied if {
	every pair in [["apps/v1", "Deploymnet"], ["apps/v2", "Deployment"], ["v2", "Pod"], ["networking.k8s.io/v1", "Ingres"], ["extensions/v2", "Bar"]] {
		count(policy.violation) == 1 with input as _review(pair[0], pair[1])
	}
}

test_the_fix_for_a_misspelling_names_no_home if {
	some violation in policy.violation with input as _review("apps/v1", "Deploymnet")
	startswith(violation.fix, "Correct the spelling of apiVersion and kind")
}

test_known_kinds_and_lists_of_them_pass if {
	every pair in [["v1", "Pod"], ["v1", "List"], ["v1", "Config"], ["v1", "ConfigMapList"], ["apps/v1", "DeploymentList"], ["rbac.authorization.k8s.io/v1", "Role"], ["resource.k8s.io/v1beta2", "ResourceClaim"]] {
		policy.violation == set() with input as _review(pair[0], pair[1])
	}
}

test_custom_groups_are_not_judged if {
	every pair in [["argoproj.io/v1alpha1", "Anything"], ["snapshot.storage.k8s.io/v1", "VolumeSnapshot"], ["kustomize.config.k8s.io/v1beta1", "Kustomization"], ["skaffold/v3", "Config"]] {
		policy.violation == set() with input as _review(pair[0], pair[1])
	}
}

test_retired_versions_are_left_to_their_policy if {
	every pair in [["extensions/v1beta1", "Deployment"], ["policy/v1beta1", "PodSecurityPolicyList"], ["storage.k8s.io/v1beta1", "StorageClass"]] {
		policy.violation == set() with input as _review(pair[0], pair[1])
	}
}

_review(api_version, kind) := fixtures.review({"apiVersion": api_version, "kind": kind, "metadata": {"name": "web"}})
