package policies.pinned_images_test

import data.lib.fixtures
import data.policies.pinned_images as policy

test_a_tag_is_denied_at_the_image if {
	policy.violation == {{
		"msg": "container \"web\" uses ghcr.io/acme/web:1.2.3, which is not pinned by digest: the same name can mean other bytes tomorrow",
		"path": ["spec", "containers", 0, "image"],
		"fix": "Pin it: ghcr.io/acme/web:1.2.3@sha256:<digest>.",
	}} with input as _review("ghcr.io/acme/web:1.2.3", {})
}

test_a_digest_passes_with_or_without_a_tag if {
	every prefix in ["nginx", "nginx:1.27", "localhost:5000/nginx", "localhost:5000/a/nginx:1.27"] {
		policy.violation == set() with input as _review(concat("@", [prefix, _digest]), {})
	}
}

test_a_malformed_digest_pins_nothing if {
	every digest in ["sha256:abc", "sha256:", "sha512:abc", upper(_digest), "", concat("", [_digest, "0"])] {
		some violation in policy.violation with input as _review(concat("@", ["nginx:1", digest]), {})
		endswith(violation.msg, "its digest is malformed")
		violation.fix == "Pin it: nginx:1@sha256:<digest>."
	}
}

test_two_digests_are_malformed if {
	count(policy.violation) == 1 with input as _review(concat("@", ["nginx", _digest, _digest]), {})
}

test_an_image_that_is_no_text_is_denied if {
	some violation in policy.violation with input as _review(1.25, {})
	endswith(violation.msg, "an image reference is text")
}

test_a_missing_image_is_not_judged if {
	pod := fixtures.pod({"containers": [{"name": "web"}, {"name": "api", "image": null}]})
	policy.violation == set() with input as fixtures.with_parameters(pod, _defaults)
}

test_exempt_patterns_follow_path_segments if {
	every pattern in ["localhost:5000/**", "localhost:5000/team/*", "localhost:5000/team/web", "localhost:5000/team/web:*"] {
		policy.violation == set() with input as _review("localhost:5000/team/web:dev", {"exempt": [pattern]})
	}
	every pattern in ["localhost:5000/*", "localhost:5000/team", "other/**"] {
		count(policy.violation) == 1 with input as _review("localhost:5000/team/web:dev", {"exempt": [pattern]})
	}
}

test_tags_may_suffice_but_not_latest if {
	policy.violation == set() with input as _review("nginx:1.27", {"allowTags": true})
	every image in ["nginx", "nginx:latest", "localhost:5000/nginx", "nginx:1@sha256:abc"] {
		count(policy.violation) == 1 with input as _review(image, {"allowTags": true})
	}
}

test_image_volumes_are_read if {
	pod := fixtures.pod({"volumes": [{"name": "model", "image": {"reference": "ghcr.io/acme/model:3"}}, {"name": "tmp", "emptyDir": {}}]})
	some violation in policy.violation with input as fixtures.with_parameters(pod, _defaults)
	violation.path == ["spec", "volumes", 0, "image", "reference"]
	startswith(violation.msg, "volume \"model\" uses ghcr.io/acme/model:3")
}

test_every_role_is_read if {
	pod := fixtures.pod({"containers": [fixtures.container({})], "initContainers": [fixtures.container({})], "ephemeralContainers": [fixtures.container({})]})
	count(policy.violation) == 3 with input as fixtures.with_parameters(pod, _defaults)
}

_digest := "sha256:97fc2230a4b2a5f4a1d5a7bd5a4e8b6a35e1d4a0fe4f0d6a7e1c9b8d7f6e5d4c"

_defaults := {"exempt": [], "allowTags": false}

_review(image, parameters) := fixtures.with_parameters(
	fixtures.pod_with({"image": image}),
	object.union(_defaults, parameters),
)
