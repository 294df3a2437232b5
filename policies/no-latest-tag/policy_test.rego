package policies.no_latest_tag_test

import data.lib.fixtures
import data.policies.no_latest_tag as policy

test_latest_is_denied if {
	policy.violation == {{
		"msg": "container \"web\" uses nginx:latest, whose tag latest moves: nobody can say which version runs, and a rollback changes nothing",
		"path": ["spec", "containers", 0, "image"],
	}} with input as _review("nginx:latest")
}

test_no_tag_means_latest if {
	every image in ["nginx", "localhost:5000/nginx", "nginx:"] {
		some violation in policy.violation with input as _review(image)
		contains(violation.msg, "without a tag, which means latest")
	}
}

test_versions_and_digests_pass if {
	every image in ["nginx:1.27", "localhost:5000/nginx:1.27", concat("", ["nginx:latest", _digest]), concat("", ["nginx", _digest])] {
		policy.violation == set() with input as _review(image)
	}
}

test_further_tags_are_a_parameter if {
	review := object.union(_review("ghcr.io/acme/web:main"), {"parameters": {"tags": ["latest", "main"]}})
	count(policy.violation) == 1 with input as review
}

test_an_image_that_is_no_text_is_left_to_pinned_images if {
	policy.violation == set() with input as _review(1.27)
}

_digest := "@sha256:97fc2230a4b2a5f4a1d5a7bd5a4e8b6a35e1d4a0fe4f0d6a7e1c9b8d7f6e5d4c"

_review(image) := fixtures.with_parameters(fixtures.pod_with({"image": image}), {"tags": ["latest"]})
