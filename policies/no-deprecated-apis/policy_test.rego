package policies.no_deprecated_apis_test

import data.lib.api_versions
import data.lib.fixtures
import data.policies.no_deprecated_apis as policy

test_a_removed_version_is_denied_with_its_replacement if {
	policy.violation == {{
		"msg": "Deployment of extensions/v1beta1 is no longer served in Kubernetes 1.16",
		"path": ["apiVersion"],
		"details": {"state": "removed", "product": "Kubernetes", "replacement": "apps/v1"},
		"fix": "Change apiVersion to apps/v1.",
	}} with input as _review("extensions/v1beta1", "Deployment", {})
}

test_kinds_of_one_version_leave_at_different_times if {
	{violation.msg | some violation in policy.violation} == {"Ingress of extensions/v1beta1 is no longer served in Kubernetes 1.22"}
		with input as _review("extensions/v1beta1", "Ingress", {})
}

test_what_has_no_successor_says_so if {
	{violation.fix | some violation in policy.violation} == {"Nothing takes over: remove the object."}
		with input as _review("policy/v1beta1", "PodSecurityPolicy", {})
}

test_flux_and_external_secrets_are_known if {
	every pair in [
		["source.toolkit.fluxcd.io/v1beta2", "GitRepository"],
		["kustomize.toolkit.fluxcd.io/v1beta2", "Kustomization"],
		["helm.toolkit.fluxcd.io/v2beta1", "HelmRelease"],
		["external-secrets.io/v1beta1", "ExternalSecret"],
		["cert-manager.io/v1alpha2", "Certificate"],
	] {
		count(policy.violation) == 1 with input as _review(pair[0], pair[1], {})
	}
}

test_served_versions_pass if {
	every pair in [
		["v1", "Pod"],
		["apps/v1", "Deployment"],
		["kustomize.toolkit.fluxcd.io/v1", "Kustomization"],
		["notification.toolkit.fluxcd.io/v1beta3", "Alert"],
		["external-secrets.io/v1alpha1", "PushSecret"],
		["monitoring.coreos.com/v1alpha1", "ScrapeConfig"],
	] {
		policy.violation == set() with input as _review(pair[0], pair[1], {})
	}
}

test_the_target_release_decides if {
	policy.violation == set()
		with input as _review("batch/v1beta1", "CronJob", {"versions": object.union(_versions, {"kubernetes": "1.24"})})
	count(policy.violation) == 1
		with input as _review("batch/v1beta1", "CronJob", {"versions": object.union(_versions, {"kubernetes": "1.25"})})
}

test_releases_compare_by_number if {
	policy.violation == set()
		with input as _review("extensions/v1beta1", "NetworkPolicy", {"versions": object.union(_versions, {"kubernetes": "1.8"})})
	count(policy.violation) == 1
		with input as _review("extensions/v1beta1", "NetworkPolicy", {"versions": object.union(_versions, {"kubernetes": "1.100"})})
}

test_deprecated_versions_are_reported_on_request if {
	review := _review("batch/v1beta1", "CronJob", {"states": ["deprecated"], "versions": object.union(_versions, {"kubernetes": "1.24"})})
	{violation.msg | some violation in policy.violation} == {"CronJob of batch/v1beta1 is deprecated in Kubernetes 1.21"}
		with input as review
	policy.violation == set() with input as _review("batch/v1beta1", "CronJob", {"states": ["deprecated"]})
}

test_a_deletion_passes if {
	policy.violation == set() with input as object.union(
		_review("extensions/v1beta1", "Deployment", {}),
		{"review": {"operation": "DELETE"}},
	)
}

test_every_row_can_be_judged if {
	every api_version, rows in api_versions.retired {
		regex.match(`(alpha|beta)[0-9]+$`, api_version)
		every row in rows {
			row.deprecated <= row.removed
			_versions[row.product]
			row.replacement != api_version
		}
	}
}

_versions := {
	"kubernetes": "1.36", "flux": "2.9", "externalSecrets": "2.9", "certManager": "1.20",
	"gatewayApi": "1.5", "traefik": "3.6", "karpenter": "1.8",
}

_review(api_version, kind, parameters) := fixtures.with_parameters(
	{"apiVersion": api_version, "kind": kind, "metadata": {"name": "web"}},
	object.union({"states": ["removed"], "versions": _versions}, parameters),
)
