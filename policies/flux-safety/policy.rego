# METADATA
# title: Flux safety
# description: Flux fetches over encrypted connections, installs chart versions that were chosen, and corrects drift.
# custom:
#   policy: flux-safety
#   severity: medium
#   sets: [gitops]
#   enforcementAction: warn
#   match:
#     kinds:
#       - apiGroups: [kustomize.toolkit.fluxcd.io]
#         kinds: [Kustomization]
#       - apiGroups: [helm.toolkit.fluxcd.io]
#         kinds: [HelmRelease]
#       - apiGroups: [source.toolkit.fluxcd.io]
#         kinds: [Bucket, GitRepository, HelmChart, HelmRepository, OCIRepository]
#   fix: Change the setting as the message says.
package policies.flux_safety

import data.lib.reviews

violation contains {
	"msg": sprintf(
		"spec.url %s is not encrypted: whoever is on the way can change what is deployed",
		[reviews.object.spec.url],
	),
	"path": ["spec", "url"],
	"fix": "Use https, ssh or oci.",
} if {
	startswith(reviews.object.spec.url, "http://")
}

violation contains {
	"msg": "spec.insecure: true fetches without encryption: whoever is on the way can change what is deployed",
	"path": ["spec", "insecure"],
	"fix": "Remove insecure and give the endpoint a certificate.",
} if {
	reviews.object.spec.insecure == true
}

violation contains {
	"msg": sprintf(
		"chart version %s: the newest one that fits is installed without a commit, so without review",
		[_version_text],
	),
	"path": ["spec", "chart", "spec", "version"],
	"fix": "Name one version; Renovate or Flux image automation can propose the next.",
} if {
	reviews.kind == "HelmRelease"
	is_object(reviews.object.spec.chart.spec)
	object.get(reviews.object.spec, ["chart", "spec", "sourceRef", "kind"], "") != "GitRepository"
	not _is_exact(object.get(reviews.object.spec, ["chart", "spec", "version"], ""))
}

violation contains {
	"msg": "drift detection is off: what somebody changes in the resources of the release stays changed, and nobody is told",
	"path": ["spec", "driftDetection", "mode"],
	"fix": "Set driftDetection.mode: enabled, or warn to be told only.",
} if {
	reviews.kind == "HelmRelease"
	is_object(reviews.object.spec)
	not object.get(reviews.object.spec, ["driftDetection", "mode"], "disabled") in {"enabled", "warn"}
}

violation contains {
	"msg": "spec.force: true deletes and recreates whatever cannot be patched: an outage, and data loss where volumes are involved",
	"path": ["spec", "force"],
	"fix": "Remove force and set annotation kustomize.toolkit.fluxcd.io/force: enabled on the one resource that needs it.",
} if {
	reviews.kind == "Kustomization"
	reviews.object.spec.force == true
}

_version_text := sprintf("%v is a range", [version]) if {
	version := reviews.object.spec.chart.spec.version
	not version in {"", null}
} else := "is not set"

_is_exact(version) if regex.match(`^v?[0-9]+\.[0-9]+\.[0-9]+([-+][0-9A-Za-z.+-]+)?$`, version)
