package policies.provenance_test

import data.policies.provenance as policy

_defaults := {"builders": [], "sources": [], "refs": [], "images": ["**"], "exclude": []}

_provenance := {
	"builder": "https://github.com/actions/runner/github-hosted",
	"buildType": "https://actions.github.io/buildtypes/workflow/v1",
	"sourceUri": "https://github.com/acme/web",
	"sourceRef": "refs/heads/main",
}

_attested(provenance) := {"predicateType": "https://slsa.dev/provenance/v1", "provenance": provenance}

_image(changes) := object.union(
	{
		"ref": "ghcr.io/acme/web:1",
		"registry": "ghcr.io",
		"repository": "acme/web",
		"status": "verified",
		"digest": "sha256:97fc2230a4b2a5f4a1d5a7bd5a4e8b6a35e1d4a0fe4f0d6a7e1c9b8d7f6e5d4c",
		"where": ["spec.containers[0].image"],
		"paths": [["spec", "containers", 0, "image"]],
		"attestations": [_attested(_provenance)],
		"scans": [],
	},
	changes,
)

_input(image, parameters) := {
	"review": {"kind": {"group": "", "version": "v1", "kind": "Pod"}, "operation": "CREATE", "object": {"kind": "Pod"}},
	"facts": {"images": {image.ref: image}},
	"parameters": object.union(_defaults, parameters),
}

_violations(image, parameters) := violations if {
	violations := policy.violation with input as _input(image, parameters)
}

_message(image, parameters) := violation.msg if {
	violations := _violations(image, parameters)
	count(violations) == 1
	some violation in violations
}

_code(image, parameters) := violation.details.code if some violation in _violations(image, parameters)

_passes(image, parameters) if _violations(image, parameters) == set()

_head := "spec.containers[0].image: ghcr.io/acme/web:1 (sha256:97fc2230…) "

_expected := {
	"builders": ["https://github.com/actions/runner/*"],
	"sources": ["https://github.com/acme/**"],
	"refs": ["refs/heads/main", "refs/tags/*"],
}

test_expected_provenance_passes if {
	_passes(_image({}), {})
	_passes(_image({}), _expected)
}

test_a_foreign_source_is_denied_with_what_was_found_and_wanted if {
	image := _image({"attestations": [_attested(object.union(_provenance, {"sourceUri": "https://github.com/evil/web"}))]})
	_violations(image, _expected) == {{
		"msg": concat("", [_head, "was built from https://github.com/evil/web; wanted repository https://github.com/acme/**"]),
		"path": ["spec", "containers", 0, "image"],
		"details": {"image": "ghcr.io/acme/web:1", "code": "PROVENANCE_UNEXPECTED"},
		"fix": "Run an image that was built as it should be; or, if this one was, say so in the parameters of the constraint.",
	}}
}

test_everything_that_is_wrong_is_said if {
	wrong := {"builder": "https://ci.example", "sourceUri": "https://github.com/acmebad/web", "sourceRef": "refs/heads/next"}
	_message(_image({"attestations": [_attested(object.union(_provenance, wrong))]}), _expected) == concat("", [
		_head,
		"was built by https://ci.example and was built from https://github.com/acmebad/web and was built from refs/heads/next; ",
		"wanted builder https://github.com/actions/runner/*, repository https://github.com/acme/**, ref refs/heads/main or refs/tags/*",
	])
}

test_what_is_not_said_is_not_expected if {
	silent := object.remove(_provenance, ["sourceUri", "sourceRef"])
	contains(_message(_image({"attestations": [_attested(silent)]}), _expected), "does not say which repository it was built from and does not say which ref")
	_passes(_image({"attestations": [_attested(silent)]}), {"builders": _expected.builders})
}

test_one_statement_must_hold_as_a_whole if {
	builder := object.union(_provenance, {"sourceUri": "https://github.com/evil/web"})
	source := object.union(_provenance, {"builder": "https://ci.example"})
	_code(_image({"attestations": [_attested(builder), _attested(source)]}), _expected) == "PROVENANCE_UNEXPECTED"
	_passes(_image({"attestations": [_attested(builder), _attested(_provenance)]}), _expected)
}

test_a_pattern_stays_within_its_segment if {
	nested := object.union(_provenance, {"builder": "https://github.com/actions/runner/evil/github-hosted"})
	_code(_image({"attestations": [_attested(nested)]}), _expected) == "PROVENANCE_UNEXPECTED"
}

test_an_image_without_provenance_is_denied if {
	_message(_image({"attestations": []}), {}) == concat("", [_head, "has no verified provenance (SLSA)"])
	scan_only := {"attestations": [{"predicateType": "https://cosign.sigstore.dev/attestation/vuln/v1", "scan": {}}]}
	_code(_image(scan_only), {}) == "ATT_MISSING"
	unreadable := {"attestations": [{"predicateType": "https://slsa.dev/provenance/v1", "predicate": {}}]}
	contains(_message(_image(unreadable), {}), "cannot be read")
	uncovered := {"attestations": [], "status": "untrusted", "code": "IMG_NO_AUTHORITY"}
	contains(_message(_image(uncovered), {}), "covered by no authority")
}

test_an_image_of_which_nothing_is_known_is_denied_once if {
	every status in ["error", "skipped"] {
		image := _image({"status": status, "code": "IMG_TIMEOUT", "message": "could not be read: registry ghcr.io did not answer"})
		_message(image, {}) == concat("", [_head, "could not be read: registry ghcr.io did not answer"])
	}
}

test_an_image_that_nobody_was_to_ask_about_is_warned_of if {
	image := _image({"status": "skipped", "code": "IMG_NOT_ASKED", "message": "was not checked: --images off", "attestations": []})
	_passes(image, {})
	warnings := policy.warn with input as _input(image, {})
	{warning.msg | some warning in warnings} == {concat("", [_head, "was not checked: --images off"])}
	every code in ["IMG_NOT_LOCKED", "IMG_LOCK_STALE"] {
		_code(object.union(image, {"code": code}), {}) == code
	}
}

test_images_are_judged_by_their_names if {
	none := _image({"attestations": []})
	_passes(none, {"exclude": ["ghcr.io/acme/*"]})
	_passes(none, {"images": ["docker.io/**"]})
	_code(none, {"images": ["ghcr.io/**"]}) == "ATT_MISSING"
}

test_a_deletion_is_not_judged if {
	deletion := object.union(_input(_image({"attestations": []}), {}), {"review": {"operation": "DELETE"}})
	policy.violation == set() with input as deletion
}
