# METADATA
# title: Argo CD pinned revision
# description: >-
#   A production Application follows a revision that only a promotion moves: a tag, a commit, a chart version or
#   an approved ref.
# custom:
#   policy: argo-pinned-revision
#   severity: medium
#   sets: [gitops]
#   enforcementAction: warn
#   match:
#     kinds:
#       - apiGroups: [argoproj.io]
#         kinds: [Application, ApplicationSet]
#   fix: Set targetRevision to a tag or commit, or to the ref that the gate promotes (refs/heads/approved/<env>).
package policies.argo_pinned_revision

import data.lib.argo
import data.lib.fields

violation contains {
	"msg": sprintf("%s is %s: every push to it is in production at the next sync", [fields.text(path), revision]),
	"path": path,
} if {
	_is_production
	some entry in argo.sources
	not _is_chart(entry.source)
	revision := argo.revision(entry.source)
	not _is_fixed(revision)
	path := array.concat(entry.path, ["targetRevision"])
}

violation contains {
	"msg": sprintf(
		"%s is the range %s: the newest chart of the repository is in production at the next sync",
		[fields.text(path), revision],
	),
	"path": path,
	"fix": "Set targetRevision to one version of the chart.",
} if {
	_is_production
	some entry in argo.sources
	_is_chart(entry.source)
	revision := argo.revision(entry.source)
	not regex.match(`^v?[0-9]+\.[0-9]+\.[0-9]+([-+][0-9A-Za-z.+-]+)?$`, revision)
	not argo.is_templated(revision)
	path := array.concat(entry.path, ["targetRevision"])
}

_is_chart(source) if not object.get(source, "chart", "") in {"", null}

_is_fixed(revision) if argo.is_templated(revision)

_is_fixed(revision) if {
	some pattern in input.parameters.fixedRevisions
	regex.match(pattern, revision)
}

# Whatever in the Application says where it goes. A pattern that is no pattern would let everything pass, so then all
# is production.
_is_production if not regex.is_valid(input.parameters.production)

_is_production if {
	some text in _names
	regex.match(input.parameters.production, text)
}

_names contains argo.metadata.name

_names contains argo.metadata.labels[key] if some key in ["env", "environment"]

_names contains argo.spec.project

_names contains argo.spec.destination[field] if some field in ["namespace", "name"]

_names contains segment if {
	some entry in argo.sources
	some segment in split(entry.source.path, "/")
}
