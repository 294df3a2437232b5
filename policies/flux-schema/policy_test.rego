package policies.flux_schema_test

import data.lib.fixtures
import data.policies.flux_schema as policy

test_complete_resources_pass if {
	every kind, spec in _good {
		_paths(_review(kind, spec)) == set()
	}
}

test_validation_is_no_field if {
	policy.violation == {{
		"msg": "spec.validation is not a field of a Flux Kustomization: the API server drops it, and what it asks for never happens",
		"path": ["spec", "validation"],
		"fix": "Remove it: Flux checks every object by server-side dry run before it applies any.",
	}} with input as _with("Kustomization", {"validation": "client"})
}

test_fields_that_went_say_what_came_after if {
	every case in [
		["GitRepository", "gitImplementation", "Remove it: Flux has one Git implementation left."],
		["Kustomization", "patchesStrategicMerge", "Write it under spec.patches."],
		["Kustomization", "healthcheck", "Rename it to healthChecks."],
		["HelmRelease", "resourceHooks", "Remove it, or move it to the object where it belongs."],
	] {
		{violation.fix | some violation in policy.violation} == {case[2]} with input as _with(case[0], {case[1]: "x"})
	}
}

test_nested_fields_are_read if {
	_paths(_with("GitRepository", {"ref": {"branches": "main"}})) == {["spec", "ref", "branches"]}
	_paths(_with("HelmRelease", {"chart": {"spec": {"versions": "1"}}})) == {["spec", "chart", "spec", "versions"]}
}

test_required_fields_are_named if {
	_paths(_review("Kustomization", {})) == {["spec", "interval"], ["spec", "prune"], ["spec", "sourceRef"]}
	_paths(_review("Kustomization", null)) == {["spec", "interval"], ["spec", "prune"], ["spec", "sourceRef"]}
	_paths(_review("GitRepository", {})) == {["spec", "interval"], ["spec", "url"]}
	_paths(_review("HelmRelease", {"interval": "5m", "chart": {"spec": {"chart": "x"}}})) == {["spec", "chart", "spec", "sourceRef"]}
	_paths(_review("HelmRelease", {"interval": "5m", "chartRef": {"kind": "OCIRepository"}})) == {["spec", "chartRef", "name"]}
	_paths(_review("Bucket", {"interval": "5m"})) == {["spec", "bucketName"], ["spec", "endpoint"]}
}

test_prune_may_be_false if {
	_paths(_with("Kustomization", {"prune": false})) == set()
}

test_durations_have_units if {
	every value in ["10", 10, "5 m", "1d", "-1m"] {
		_paths(_with("Kustomization", {"interval": value})) == {["spec", "interval"]}
	}
	every value in ["10s", "1h30m", "1.5h", "500ms"] {
		_paths(_with("Kustomization", {"interval": value, "timeout": value})) == set()
	}
}

test_switches_are_no_text if {
	_paths(_with("Kustomization", {"prune": "true", "wait": null})) == {["spec", "prune"]}
}

test_a_kustomization_reads_some_sources_only if {
	_paths(_with("Kustomization", {"sourceRef": {"kind": "HelmRepository"}})) == {["spec", "sourceRef", "kind"]}
	_paths(_with("Kustomization", {"sourceRef": {"kind": "OCIRepository"}})) == set()
}

test_a_release_has_one_chart if {
	some violation in policy.violation
		with input as _with("HelmRelease", {"chartRef": {"kind": "HelmChart", "name": "web"}})
	violation.msg == "a HelmRelease has chart or chartRef; this one has both"
	some other in policy.violation with input as _review("HelmRelease", {"interval": "5m"})
	other.msg == "a HelmRelease has chart or chartRef; this one has neither"
}

test_urls_have_a_scheme_that_flux_can_fetch if {
	_paths(_with("GitRepository", {"url": "git@github.com:acme/fleet.git"})) == {["spec", "url"]}
	_paths(_with("OCIRepository", {"url": "https://ghcr.io/acme/app"})) == {["spec", "url"]}
	_paths(_with("HelmRepository", {"url": "oci://ghcr.io/acme/charts"})) == set()
}

test_a_deletion_passes if {
	policy.violation == set()
		with input as object.union(_review("Kustomization", {}), {"review": {"operation": "DELETE"}})
	policy.violation == set()
		with input as object.union(_review("HelmRelease", {}), {"review": {"operation": "DELETE"}})
}

_groups := {
	"Kustomization": "kustomize.toolkit.fluxcd.io/v1",
	"HelmRelease": "helm.toolkit.fluxcd.io/v2",
}

_good := {
	"Kustomization": {"interval": "5m", "prune": true, "path": "./deploy", "sourceRef": {"kind": "GitRepository", "name": "fleet"}},
	"GitRepository": {"interval": "1m", "url": "https://git.example.com/acme/fleet.git", "ref": {"branch": "main"}},
	"HelmRepository": {"interval": "1h", "url": "https://charts.example.com"},
	"OCIRepository": {"interval": "1h", "url": "oci://ghcr.io/acme/app", "ref": {"semver": "1.x"}},
	"HelmChart": {"interval": "1h", "chart": "web", "sourceRef": {"kind": "HelmRepository", "name": "acme"}},
	"HelmRelease": {"interval": "5m", "chart": {"spec": {"chart": "web", "version": "1.0.0", "sourceRef": {"kind": "HelmRepository", "name": "acme"}}}},
	"Bucket": {"interval": "5m", "bucketName": "fleet", "endpoint": "s3.example.com"},
}

_with(kind, fields) := _review(kind, object.union(_good[kind], fields))

_review(kind, spec) := fixtures.review({
	"apiVersion": object.get(_groups, kind, "source.toolkit.fluxcd.io/v1"),
	"kind": kind, "metadata": {"name": "web"}, "spec": spec,
})

_paths(review) := paths if {
	paths := {violation.path | some violation in policy.violation} with input as review
}
