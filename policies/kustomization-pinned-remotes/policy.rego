# METADATA
# title: Kustomization pinned remotes
# description: What a kustomization fetches from elsewhere is named by tag or commit.
# custom:
#   policy: kustomization-pinned-remotes
#   severity: high
#   sets: [gitops]
#   enforcementAction: deny
#   match:
#     kinds:
#       - apiGroups: [kustomize.config.k8s.io]
#         kinds: [Kustomization, Component]
#   fix: Add ?ref= with a tag or commit, or copy the manifests into the repository.
package policies.kustomization_pinned_remotes

import data.lib.reviews

violation contains {
	"msg": sprintf(
		"%s is fetched at build time %s: somebody else decides what is deployed, and when",
		[_bare(resource), state],
	),
	"path": [field, index],
} if {
	some field in ["resources", "bases", "components"]
	some index, resource in reviews.object[field]
	_is_remote(resource)
	state := _floating(resource)
}

_is_remote(resource) if {
	some mark in ["://", "git::", "?ref=", "&ref="]
	contains(resource, mark)
}

_is_remote(resource) if {
	some host in ["git@", "github.com/", "github.com:", "gitlab.com/", "gitlab.com:", "bitbucket.org/", "bitbucket.org:"]
	startswith(resource, host)
}

# Why a remote is not fixed; undefined when it is.
_floating(resource) := sprintf("at %s, which moves", [ref]) if {
	ref := _ref(resource)
	not _is_fixed(ref)
} else := "without a ref" if {
	not _ref(resource)
	not _has_version(resource)
}

_ref(resource) := ref if {
	[[_, _, ref]] := regex.find_all_string_submatch_n(`[?&](ref|version)=([^&]+)`, resource, 1)
}

_is_fixed(ref) if {
	some pattern in input.parameters.fixedRefs
	regex.match(pattern, ref)
}

# A single file by URL has its revision in the path: a release, a tag or a commit.
_has_version(resource) if {
	some segment in split(resource, "/")
	_is_fixed(segment)
}

# Without credentials and query.
_bare(resource) := concat("", [scheme, rest]) if {
	[[_, scheme, rest]] := regex.find_all_string_submatch_n(`^([a-z]+://)[^/@]*@([^?]*)`, resource, 1)
} else := split(resource, "?")[0]
