# METADATA
# title: Known kinds
# description: An object of a built-in API group has a kind that this group really has.
# custom:
#   policy: known-kinds
#   severity: high
#   sets: [baseline, gitops]
#   enforcementAction: deny
#   match:
#     kinds:
#       - apiGroups: ["*"]
#         kinds: ["*"]
#   fix: Correct apiVersion or kind.
package policies.known_kinds

import data.lib.api_versions
import data.lib.reviews

violation contains {
	"msg": sprintf(
		"%s has no kind %s: the API server refuses the object, and with it the sync",
		[_api_version, reviews.kind],
	),
	"path": ["apiVersion"],
	"fix": _fix,
} if {
	_is_built_in
	reviews.object
	not reviews.kind in _kinds
	not _is_retired
}

_api_version := sprintf("apiVersion %s", [reviews.api_version])

_kinds := object.get(api_versions.served, reviews.api_version, set())

# Whether Kubernetes serves the group. Other groups end in k8s.io or have no dot, too: those of custom resources and
# of the configuration of tools.
_is_built_in if reviews.group in {"", "extensions"}

_is_built_in if {
	_may_be_built_in
	prefix := concat("", [reviews.group, "/"])
	some api_version, _ in api_versions.served
	startswith(api_version, prefix)
}

_may_be_built_in if endswith(reviews.group, ".k8s.io")

_may_be_built_in if not contains(reviews.group, ".")

# Left to no-deprecated-apis, which knows when it went and what came after. A list of a known kind is a known kind.
_is_retired if {
	some api in api_versions.retired[reviews.api_version]
	trim_suffix(reviews.kind, "List") in api.kinds
}

_is_retired if {
	endswith(reviews.kind, "List")
	trim_suffix(reviews.kind, "List") in _kinds
}

_fix := sprintf("Set apiVersion: %s, where kind %s is.", [concat(" or ", sort(_homes)), reviews.kind]) if {
	count(_homes) > 0
} else := "Correct the spelling of apiVersion and kind, or name the group of the custom resource in apiVersion."

_homes := {api_version |
	some api_version, kinds in api_versions.served
	reviews.kind in kinds
} | {api_version |
	some api_version, kinds in _custom
	reviews.kind in kinds
}

# Custom resources that are often written as if they were built in.
_custom := {
	"argoproj.io/v1alpha1": {"Application", "ApplicationSet", "AppProject", "Rollout", "Workflow"},
	"cert-manager.io/v1": {"Certificate", "ClusterIssuer", "Issuer"},
	"gateway.networking.k8s.io/v1": {"Gateway", "HTTPRoute"},
	"monitoring.coreos.com/v1": {"PodMonitor", "Prometheus", "PrometheusRule", "ServiceMonitor"},
}
