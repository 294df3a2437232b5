package lib.images_test

import data.lib.images

test_references_are_taken_apart if {
	every case in [
		["nginx", "nginx", ""],
		["nginx:1.27", "nginx", "1.27"],
		["localhost:5000/nginx", "localhost:5000/nginx", ""],
		["localhost:5000/a/nginx:1.27", "localhost:5000/a/nginx", "1.27"],
	] {
		every suffix in ["", concat("", ["@", _digest])] {
			reference := concat("", [case[0], suffix])
			images.repository(reference) == case[1]
			object.get({"tag": tag | tag := images.tag(reference)}, "tag", "") == case[2]
		}
	}
}

test_only_a_whole_digest_is_one if {
	images.digest(concat("@", ["nginx", _digest])) == _digest
	every image in ["nginx", "nginx@sha256:abc", "nginx@sha512:abc", concat("@", ["nginx", _digest, _digest])] {
		not images.digest(image)
	}
}

test_patterns_follow_path_segments if {
	images.matches("ghcr.io/acme/*", "ghcr.io/acme/web:1.2.3")
	images.matches("ghcr.io/**", "ghcr.io/acme/web:1.2.3")
	images.matches("ghcr.io/acme/web", concat("@", ["ghcr.io/acme/web:1.2.3", _digest]))
	not images.matches("ghcr.io/*", "ghcr.io/acme/web:1.2.3")
	not images.matches("ghcr.io/acme", "ghcr.io/acme/web:1.2.3")
}

_digest := "sha256:97fc2230a4b2a5f4a1d5a7bd5a4e8b6a35e1d4a0fe4f0d6a7e1c9b8d7f6e5d4c"
