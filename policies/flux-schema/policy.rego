# METADATA
# title: Flux schema
# description: A Flux resource has the fields that Flux knows, and all that it needs.
# custom:
#   policy: flux-schema
#   severity: high
#   sets: [gitops]
#   enforcementAction: deny
#   match:
#     kinds:
#       - apiGroups: [kustomize.toolkit.fluxcd.io]
#         kinds: [Kustomization]
#       - apiGroups: [helm.toolkit.fluxcd.io]
#         kinds: [HelmRelease]
#       - apiGroups: [source.toolkit.fluxcd.io]
#         kinds: [Bucket, GitRepository, HelmChart, HelmRepository, OCIRepository]
#   fix: Correct the field; the reference is the CRD of the Flux version that runs.
package policies.flux_schema

import data.lib.fields
import data.lib.reviews

violation contains {
	"msg": sprintf("%s is not a field of a Flux %s: %s", [fields.text(path), reviews.kind, _consequence]),
	"path": path,
	"fix": _fix_unknown(key, place.known),
} if {
	some place in _places
	some key, _ in place.object
	not key in place.known
	path := array.concat(place.path, [key])
}

violation contains {
	"msg": sprintf("%s is missing: the API server refuses a %s without it", [fields.text(path), reviews.kind]),
	"path": path,
	"fix": sprintf("Set %s.", [fields.text(path)]),
} if {
	some required in _required
	_parent_exists(required)
	object.get(_spec, required, null) in {"", null}
	path := array.concat(["spec"], required)
}

violation contains {
	"msg": sprintf("%s is %v, which is no duration: the API server refuses it", [fields.text(path), value]),
	"path": path,
	"fix": "Write a number and a unit, such as 30s, 5m or 1h30m.",
} if {
	some field in ["interval", "retryInterval", "timeout"]
	value := _spec[field]
	value != null
	not _is_duration(value)
	path := ["spec", field]
}

violation contains {
	"msg": sprintf("%s is not true or false: the API server refuses it", [fields.text(path)]),
	"path": path,
	"fix": "Write true or false, without quotes.",
} if {
	some field in ["prune", "suspend", "wait", "force"]
	value := _spec[field]
	value != null
	not is_boolean(value)
	path := ["spec", field]
}

violation contains {
	"msg": sprintf("spec.sourceRef.kind %v is not a source that a Kustomization can read", [kind]),
	"path": ["spec", "sourceRef", "kind"],
	"fix": sprintf("Use one of %s.", [concat(", ", sort(_kustomization_sources))]),
} if {
	reviews.kind == "Kustomization"
	kind := _spec.sourceRef.kind
	not kind in _kustomization_sources
}

violation contains {
	"msg": sprintf("a HelmRelease has chart or chartRef; this one has %s", [_which_chart]),
	"path": ["spec"],
	"fix": "Keep one: chart for a HelmRepository, chartRef for an OCIRepository or HelmChart.",
} if {
	reviews.kind == "HelmRelease"
	_which_chart
}

violation contains {
	"msg": sprintf(
		"spec.url %s does not start with %s: Flux cannot fetch it",
		[url, concat(" or ", _schemes[reviews.kind])],
	),
	"path": ["spec", "url"],
	"fix": "Correct the URL; write git@host:path as ssh://git@host/path.",
} if {
	url := _spec.url
	is_string(url)
	not _has_scheme(url, _schemes[reviews.kind])
}

_spec := value if {
	value := reviews.object.spec
	is_object(value)
} else := {} if {
	reviews.object
}

# Versions that are no longer served are the business of no-deprecated-apis; their fields are judged by the current ones.
_consequence := "the API server drops it, and what it asks for never happens"

_fix_unknown("validation", _) := "Remove it: Flux checks every object by server-side dry run before it applies any."

_fix_unknown("gitImplementation", _) := "Remove it: Flux has one Git implementation left."

_fix_unknown(key, _) := "Write it under spec.patches." if key in {"patchesStrategicMerge", "patchesJson6902"}

_fix_unknown(key, known) := fields.fix_unknown(key, known) if {
	not key in {"validation", "gitImplementation", "patchesStrategicMerge", "patchesJson6902"}
}

_is_duration(value) if regex.match(`^([0-9]+(\.[0-9]+)?(ms|s|m|h))+$`, value)

_which_chart := "both" if {
	is_object(_spec.chart)
	is_object(_spec.chartRef)
}

_which_chart := "neither" if {
	not is_object(object.get(_spec, "chart", null))
	not is_object(object.get(_spec, "chartRef", null))
	reviews.object
}

_has_scheme(url, schemes) if {
	some scheme in schemes
	startswith(url, scheme)
}

# A field below an optional object is required only when that object is there.
_parent_exists(path) if count(path) == 1

_parent_exists(path) if is_object(object.get(_spec, array.slice(path, 0, count(path) - 1), null))

_kustomization_sources := {"GitRepository", "OCIRepository", "Bucket", "ExternalArtifact"}

_schemes := {
	"GitRepository": ["https://", "http://", "ssh://"],
	"HelmRepository": ["https://", "http://", "oci://"],
	"OCIRepository": ["oci://"],
}

_required := {
	"Bucket": [["bucketName"], ["endpoint"], ["interval"]],
	"GitRepository": [["interval"], ["url"]],
	"HelmChart": [["chart"], ["interval"], ["sourceRef"], ["sourceRef", "kind"], ["sourceRef", "name"]],
	"HelmRelease": [
		["interval"],
		["chart", "spec"],
		["chart", "spec", "chart"],
		["chart", "spec", "sourceRef"],
		["chart", "spec", "sourceRef", "kind"],
		["chart", "spec", "sourceRef", "name"],
		["chartRef", "kind"],
		["chartRef", "name"],
	],
	"HelmRepository": [["url"]],
	"Kustomization": [["interval"], ["prune"], ["sourceRef"], ["sourceRef", "kind"], ["sourceRef", "name"]],
	"OCIRepository": [["interval"], ["url"]],
}[reviews.kind]

_places := [place |
	some at in _fields[reviews.kind]
	value := object.get(_spec, at.path, null)
	is_object(value)
	place := {"object": value, "path": array.concat(["spec"], at.path), "known": at.known}
]

_fields := {
	"Bucket": [{"path": [], "known": {
		"bucketName", "certSecretRef", "endpoint", "ignore", "insecure", "interval", "prefix", "provider",
		"proxySecretRef", "region", "secretRef", "serviceAccountName", "sts", "suspend", "timeout",
	}}],
	"GitRepository": [
		{"path": [], "known": {
			"ignore", "include", "interval", "provider", "proxySecretRef", "recurseSubmodules", "ref", "secretRef",
			"serviceAccountName", "sparseCheckout", "suspend", "timeout", "url", "verify",
		}},
		{"path": ["ref"], "known": {"branch", "commit", "name", "semver", "tag"}},
		{"path": ["verify"], "known": {"mode", "secretRef"}},
	],
	"HelmChart": [{"path": [], "known": {
		"chart", "ignoreMissingValuesFiles", "interval", "reconcileStrategy", "sourceRef", "suspend", "valuesFiles",
		"verify", "version",
	}}],
	"HelmRelease": [
		{"path": [], "known": {
			"chart", "chartRef", "commonMetadata", "dependsOn", "driftDetection", "healthCheckExprs", "install", "interval",
			"kubeConfig", "maxHistory", "persistentClient", "postRenderStrategy", "postRenderers", "releaseName",
			"rollback", "serviceAccountName", "storageNamespace", "suspend", "targetNamespace", "test", "timeout",
			"uninstall", "upgrade", "values", "valuesFrom", "waitStrategy",
		}},
		{"path": ["chart", "spec"], "known": {
			"chart", "ignoreMissingValuesFiles", "interval", "reconcileStrategy", "sourceRef", "valuesFiles", "verify",
			"version",
		}},
		{"path": ["chart", "spec", "sourceRef"], "known": _reference},
		{"path": ["chartRef"], "known": _reference},
		{"path": ["driftDetection"], "known": {"ignore", "mode"}},
	],
	"HelmRepository": [{"path": [], "known": {
		"accessFrom", "certSecretRef", "insecure", "interval", "passCredentials", "provider", "secretRef", "suspend",
		"timeout", "type", "url",
	}}],
	"Kustomization": [
		{"path": [], "known": {
			"buildMetadata", "commonMetadata", "components", "decryption", "deletionPolicy", "dependsOn", "force",
			"healthCheckExprs", "healthChecks", "ignore", "ignoreMissingComponents", "images", "interval", "kubeConfig",
			"namePrefix", "nameSuffix", "patches", "path", "postBuild", "prune", "retryInterval", "serviceAccountName",
			"sourceRef", "suspend", "targetNamespace", "timeout", "wait",
		}},
		{"path": ["sourceRef"], "known": _reference},
		{"path": ["decryption"], "known": {"provider", "secretRef", "serviceAccountName"}},
		{"path": ["postBuild"], "known": {"substitute", "substituteFrom", "substituteStrategy"}},
	],
	"OCIRepository": [
		{"path": [], "known": {
			"certSecretRef", "ignore", "insecure", "interval", "layerSelector", "provider", "proxySecretRef", "ref",
			"secretRef", "serviceAccountName", "suspend", "timeout", "url", "verify",
		}},
		{"path": ["ref"], "known": {"digest", "semver", "semverFilter", "tag"}},
	],
}

_reference := {"apiVersion", "kind", "name", "namespace"}
