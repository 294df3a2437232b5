package policies.kustomization_pinned_remotes_test

import data.lib.fixtures
import data.policies.kustomization_pinned_remotes as policy

test_a_remote_without_a_ref_is_denied_at_its_item if {
	policy.violation == {{
		"msg": "https://github.com/acme/base//overlays/prod is fetched at build time without a ref: somebody else decides what is deployed, and when",
		"path": ["resources", 1],
	}} with input as _review({"resources": ["deployment.yaml", "https://github.com/acme/base//overlays/prod"]})
}

test_remotes_of_every_spelling_are_found if {
	every resource in [
		"github.com/acme/base",
		"github.com/acme/base?ref=main",
		"github.com/acme/base//a?timeout=60s&ref=master",
		"git@github.com:acme/base.git",
		"git::https://git.example.com/base.git",
		"ssh://git@git.example.com/base.git",
		"git.example.com/acme/base?ref=main",
		"https://raw.githubusercontent.com/acme/base/main/all.yaml",
		"https://raw.githubusercontent.com/acme/base/HEAD/all.yaml",
	] {
		every field in ["resources", "bases", "components"] {
			count(policy.violation) == 1 with input as _review({field: [resource]})
		}
	}
}

test_fixed_remotes_pass if {
	every resource in [
		"github.com/acme/base?ref=v1.2.3",
		"https://github.com/acme/base//a?timeout=60s&ref=3f786850e387550fdab836ed7e6dc881de23001b",
		"https://github.com/acme/base/releases/download/v1.2.3/install.yaml",
		"https://raw.githubusercontent.com/acme/base/3f786850e387550fdab836ed7e6dc881de23001b/all.yaml",
		"git.example.com/acme/base?ref=v1.2.3",
	] {
		policy.violation == set() with input as _review({"resources": [resource]})
	}
}

test_local_paths_pass if {
	policy.violation == set()
		with input as _review({"resources": ["../../base", "deployment.yaml", "a.b/c.yaml", "./github.com", null, 7], "components": null})
}

test_credentials_are_not_repeated if {
	violations := policy.violation
		with input as _review({"resources": ["https://bot:hunter2@git.example.com/base?ref=main"]})
	count(violations) == 1
	not contains(json.marshal(violations), "hunter2")
}

_review(fields) := fixtures.with_parameters(
	object.union({"apiVersion": "kustomize.config.k8s.io/v1beta1", "kind": "Kustomization"}, fields),
	{"fixedRefs": ["^[0-9a-f]{40}$", "^refs/tags/", "^v?[0-9]+(\\.[0-9]+){1,2}([-+][0-9A-Za-z.+-]+)?$"]},
)
