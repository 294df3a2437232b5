package lib.image_facts_test

import data.lib.image_facts

_image := {
	"ref": "ghcr.io/acme/web:1",
	"registry": "ghcr.io",
	"repository": "acme/web",
	"status": "verified",
	"digest": "sha256:97fc2230a4b2a5f4a1d5a7bd5a4e8b6a35e1d4a0fe4f0d6a7e1c9b8d7f6e5d4c",
	"where": ["spec.containers[0].image"],
	"paths": [["spec", "containers", 0, "image"]],
}

_with(changes) := object.union(_image, changes)

test_an_image_is_named_by_its_place_and_its_bytes if {
	image_facts.label(_image) == "spec.containers[0].image: ghcr.io/acme/web:1 (sha256:97fc2230…)"
	pinned := concat("@", [_image.ref, _image.digest])
	image_facts.label(_with({"ref": pinned})) == concat("", ["spec.containers[0].image: ", pinned])
	image_facts.label(object.remove(_image, ["digest"])) == "spec.containers[0].image: ghcr.io/acme/web:1"
	several := _with({"where": ["a", "b", "c"]})
	image_facts.label(several) == "a and 2 more: ghcr.io/acme/web:1 (sha256:97fc2230…)"
	image_facts.label(_with({"where": []})) == "the object: ghcr.io/acme/web:1 (sha256:97fc2230…)"
}

test_the_first_place_is_pointed_at if {
	image_facts.path(_image) == ["spec", "containers", 0, "image"]
	image_facts.path(_with({"paths": []})) == []
}

test_what_nobody_knows_has_a_reason if {
	image_facts.unchecked(_with({"status": "error", "message": "could not be read: timeout"})) == "could not be read: timeout"
	image_facts.unchecked(_with({"status": "skipped"})) == "could not be checked"
	every status in ["verified", "unsigned", "untrusted", "invalid"] {
		not image_facts.unchecked(_with({"status": status}))
	}
}

test_only_what_nobody_was_to_ask_about_is_unasked if {
	image_facts.is_unasked(_with({"status": "skipped", "code": "IMG_NOT_ASKED"}))
	not image_facts.is_unasked(_with({"status": "skipped", "code": "IMG_NOT_LOCKED"}))
	not image_facts.is_unasked(_with({"status": "error", "code": "IMG_NOT_ASKED"}))
}

test_globs_pick_by_registry_and_repository if {
	image_facts.selected(_image, ["**"], [])
	image_facts.selected(_image, ["ghcr.io/acme/*"], [])
	not image_facts.selected(_image, ["ghcr.io/*"], [])
	not image_facts.selected(_image, [], [])
	not image_facts.selected(_image, ["**"], ["ghcr.io/acme/**"])
	image_facts.selected(_with({"registry": "", "repository": ""}), ["ghcr.io/**"], [])
}
