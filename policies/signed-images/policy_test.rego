package policies.signed_images_test

import data.policies.signed_images as policy

_parameters := {"uncovered": "deny", "onError": "deny", "requireDigest": "off", "exempt": []}

_digest := "sha256:97fc2230a4b2a5f4a1d5a7bd5a4e8b6a35e1d4a0fe4f0d6a7e1c9b8d7f6e5d4c"

_verified := {
	"ref": "ghcr.io/acme/web:1.2.3",
	"registry": "ghcr.io",
	"repository": "acme/web",
	"tag": "1.2.3",
	"digest": _digest,
	"pinned": false,
	"where": ["spec.containers[0].image"],
	"paths": [["spec", "containers", 0, "image"]],
	"status": "verified",
	"authorities": [{"name": "acme", "action": "deny", "satisfied": true}],
	"signatures": [],
	"attestations": [],
	"scans": [],
}

_failed(code, message) := {
	"status": "untrusted",
	"code": code,
	"message": message,
	"authorities": [{"name": "acme", "action": "deny", "satisfied": false, "code": code, "message": message}],
}

_error(code) := {
	"status": "error",
	"code": code,
	"message": "could not be checked: the registry does not answer",
	"authorities": [{
		"name": "acme",
		"action": "deny",
		"satisfied": false,
		"code": code,
		"message": "could not be checked: the registry does not answer",
	}],
}

_input(changes, parameters) := {
	"facts": {"images": {"ghcr.io/acme/web:1.2.3": object.union(_verified, changes)}},
	"parameters": object.union(_parameters, parameters),
}

_denied(given) := {found.msg | some found in policy.violation with input as given}

_warned(given) := {found.msg | some found in policy.warn with input as given}

test_a_verified_image_passes if {
	_denied(_input({}, {})) == set()
	_warned(_input({}, {})) == set()
}

test_an_image_that_misses_an_authority_is_denied_at_its_place if {
	given := _input(_failed("IMG_UNSIGNED", "has no signature."), {})
	found := policy.violation with input as given
	found == {{
		"msg": "spec.containers[0].image: ghcr.io/acme/web:1.2.3 (sha256:97fc2230a4b2…) has no signature.",
		"path": ["spec", "containers", 0, "image"],
		"details": {
			"code": "IMG_UNSIGNED",
			"image": "ghcr.io/acme/web:1.2.3",
			"digest": _digest,
			"authority": "acme",
		},
	}}
}

test_every_place_of_the_image_is_named if {
	given := _input(
		object.union(_failed("IMG_UNSIGNED", "has no signature."), {
			"where": ["spec.containers[0].image", "spec.initContainers[1].image"],
			"paths": [["spec", "containers", 0, "image"], ["spec", "initContainers", 1, "image"]],
		}),
		{},
	)
	found := policy.violation with input as given
	{at.path[1] | some at in found} == {"containers", "initContainers"}
}

test_an_authority_that_warns_warns if {
	failed := _failed("IMG_WRONG_KEY", "is signed by another key")
	authorities := [object.union(failed.authorities[0], {"action": "warn"})]
	given := _input(object.union(failed, {"authorities": authorities}), {})
	_denied(given) == set()
	count(_warned(given)) == 1
}

test_each_authority_speaks_for_itself if {
	authorities := [
		{"name": "a", "action": "deny", "satisfied": false, "code": "IMG_WRONG_KEY", "message": "is not signed by a"},
		{"name": "b", "action": "warn", "satisfied": false, "code": "IMG_WRONG_KEY", "message": "is not signed by b"},
		{"name": "c", "action": "deny", "satisfied": true},
	]
	given := _input({"status": "untrusted", "code": "IMG_WRONG_KEY", "message": "", "authorities": authorities}, {})
	[contains(message, "by a") | some message in _denied(given)] == [true]
	[contains(message, "by b") | some message in _warned(given)] == [true]
}

test_what_could_not_be_checked_is_denied_unless_somebody_says_otherwise if {
	every code in {
		"IMG_NOT_FOUND",
		"IMG_UNAUTHORIZED",
		"IMG_REGISTRY_DOWN",
		"IMG_TIMEOUT",
		"IMG_ADDRESS_REFUSED",
		"IMG_TOO_LARGE",
	} {
		count(_denied(_input(_error(code), {}))) == 1
		count(_denied(_input(_error(code), {"onError": "warn"}))) == 0
		count(_warned(_input(_error(code), {"onError": "warn"}))) == 1
	}
}

test_an_unsigned_image_is_denied_whatever_becomes_of_errors if {
	count(_denied(_input(_failed("IMG_UNSIGNED", "has no signature."), {"onError": "warn", "uncovered": "allow"}))) == 1
}

_uncovered := {"status": "untrusted", "code": "IMG_NO_AUTHORITY", "message": "is covered by no authority", "authorities": []}

test_an_image_without_an_authority_is_denied_unless_somebody_says_otherwise if {
	count(_denied(_input(_uncovered, {}))) == 1
	count(_warned(_input(_uncovered, {"uncovered": "warn"}))) == 1
	count(_denied(_input(_uncovered, {"uncovered": "warn"}))) == 0
	count(_denied(_input(_uncovered, {"uncovered": "allow"})) | _warned(_input(_uncovered, {"uncovered": "allow"}))) == 0
}

test_what_the_lock_does_not_know_is_denied if {
	every code in {"IMG_NOT_LOCKED", "IMG_LOCK_STALE"} {
		changes := {"status": "skipped", "code": code, "message": "is not in images.lock.json", "authorities": []}
		count(_denied(_input(changes, {}))) == 1
	}
}

test_what_nobody_was_to_ask_about_warns if {
	changes := {"status": "skipped", "code": "IMG_NOT_ASKED", "message": "was not checked", "authorities": []}
	count(_denied(_input(changes, {}))) == 0
	count(_warned(_input(changes, {}))) == 1
}

test_what_was_forgotten_is_denied if {
	changes := {"status": "error", "code": "IMG_NOT_ASKED", "message": "was not checked", "authorities": []}
	count(_denied(_input(changes, {}))) == 1
}

test_a_tag_is_denied_where_a_digest_is_demanded if {
	found := _denied(_input({}, {"requireDigest": "deny"}))
	some message in found
	endswith(message, sprintf("pin it: ghcr.io/acme/web:1.2.3@%s", [_digest]))
	count(_warned(_input({}, {"requireDigest": "warn"}))) == 1
	_denied(_input({"pinned": true}, {"requireDigest": "deny"})) == set()
}

test_an_exempt_image_needs_nothing if {
	failed := _failed("IMG_UNSIGNED", "has no signature.")
	_denied(_input(failed, {"exempt": ["ghcr.io/acme/*"]})) == set()
	_denied(_input(failed, {"exempt": ["ghcr.io/**"]})) == set()
	count(_denied(_input(failed, {"exempt": ["ghcr.io/*"]}))) == 1
}
