package policies.flux_safety_test

import data.lib.fixtures
import data.policies.flux_safety as policy

test_plain_http_is_reported if {
	_paths("GitRepository", {"url": "http://git.example.com/a.git"}) == {["spec", "url"]}
	_paths("GitRepository", {"url": "https://git.example.com/a.git"}) == set()
	_paths("OCIRepository", {"url": "oci://ghcr.io/a", "insecure": true}) == {["spec", "insecure"]}
}

test_a_chart_has_one_version if {
	every version in ["1.x", "*", ">=1.0.0", "1.0", "", null] {
		_paths("HelmRelease", _release({"version": version})) == {["spec", "chart", "spec", "version"]}
	}
	every version in ["1.0.0", "v1.0.0", "1.0.0-rc.1"] {
		_paths("HelmRelease", _release({"version": version})) == set()
	}
}

test_the_message_says_what_the_version_is if {
	some violation in policy.violation with input as _review("HelmRelease", _release({"version": "1.x"}))
	startswith(violation.msg, "chart version 1.x is a range: ")
	some other in policy.violation with input as _review("HelmRelease", _release({}))
	startswith(other.msg, "chart version is not set: ")
}

test_a_chart_in_git_has_the_version_of_its_source if {
	_paths("HelmRelease", _release({"sourceRef": {"kind": "GitRepository", "name": "fleet"}})) == set()
}

test_a_release_watches_for_drift if {
	_paths("HelmRelease", {"chartRef": {"kind": "OCIRepository", "name": "a"}}) == {["spec", "driftDetection", "mode"]}
	_paths("HelmRelease", {"driftDetection": {"mode": "disabled"}}) == {["spec", "driftDetection", "mode"]}
	_paths("HelmRelease", {"driftDetection": {"mode": "warn"}}) == set()
	_paths("HelmRelease", null) == set()
}

test_force_is_reported if {
	_paths("Kustomization", {"force": true}) == {["spec", "force"]}
	_paths("Kustomization", {"force": false}) == set()
}

_release(chart) := {"driftDetection": {"mode": "enabled"}, "chart": {"spec": object.union({"chart": "web"}, chart)}}

_review(kind, spec) := fixtures.review({"apiVersion": "example.toolkit.fluxcd.io/v1", "kind": kind, "metadata": {"name": "web"}, "spec": spec})

_paths(kind, spec) := paths if {
	paths := {violation.path | some violation in policy.violation} with input as _review(kind, spec)
}
