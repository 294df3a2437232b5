# METADATA
# title: No deprecated APIs
# description: >-
#   Every object uses an API version that the target releases of Kubernetes, Flux and other controllers still
#   serve.
# custom:
#   policy: no-deprecated-apis
#   severity: high
#   sets: [baseline, gitops]
#   enforcementAction: deny
#   match:
#     kinds:
#       - apiGroups: ["*"]
#         kinds: ["*"]
#   fix: Change apiVersion to the version that took over, and adapt the fields that changed with it.
package policies.no_deprecated_apis

import data.lib.api_versions
import data.lib.reviews

violation contains {
	"msg": sprintf("%s of %s is %s in %s %s", [
		reviews.kind,
		reviews.api_version,
		_words[state],
		_names[api.product],
		_release(api[state]),
	]),
	"path": ["apiVersion"],
	"details": {"state": state, "product": _names[api.product], "replacement": api.replacement},
	"fix": _fix(api.replacement),
} if {
	_may_be_retired
	reviews.object
	some api in api_versions.retired[reviews.api_version]
	_names_kind(api.kinds)
	state := _state(api)
	state in input.parameters.states
}

# Nothing in the table is a finished version: most objects end here, before the table is even built.
_may_be_retired if contains(reviews.version, "beta")

_may_be_retired if contains(reviews.version, "alpha")

_names_kind(kinds) if reviews.kind in kinds

_names_kind(kinds) if count(kinds) == 0

_state(api) := "removed" if {
	api.removed <= _target(api.product)
} else := "deprecated" if {
	api.deprecated <= _target(api.product)
}

# Releases compare number by number: 1.9 < 1.10.
_target(product) := [to_number(number) | some number in split(input.parameters.versions[product], ".")]

_release(numbers) := concat(".", [format_int(number, 10) | some number in numbers])

_fix("") := "Nothing takes over: remove the object."

_fix(replacement) := sprintf("Change apiVersion to %s.", [replacement]) if replacement != ""

_words := {"removed": "no longer served", "deprecated": "deprecated"}

_names := {
	"kubernetes": "Kubernetes",
	"flux": "Flux",
	"externalSecrets": "External Secrets",
	"certManager": "cert-manager",
	"gatewayApi": "Gateway API",
	"traefik": "Traefik",
	"karpenter": "Karpenter",
}
