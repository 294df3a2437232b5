# METADATA
# title: Argo CD Application schema
# description: >-
#   An Application has the fields that Argo CD knows, all that it needs, and no two that exclude each other.
# custom:
#   policy: argo-application-schema
#   severity: high
#   sets: [gitops]
#   enforcementAction: deny
#   match:
#     kinds:
#       - apiGroups: [argoproj.io]
#         kinds: [Application, ApplicationSet]
#   fix: Correct the field; the reference is the Application CRD of Argo CD.
package policies.argo_application_schema

import data.lib.argo
import data.lib.fields
import data.lib.reviews

# Unknown fields. The API server drops them without a word, so what they ask for never happens.
violation contains {
	"msg": sprintf(
		"%s is not a field of an Application: the API server drops it, and what it asks for never happens",
		[fields.text(path)],
	),
	"path": path,
	"fix": _fix_unknown(place.path, key, place.known),
} if {
	some place in _places
	some key, _ in place.object
	not key in place.known
	path := array.concat(place.path, [key])
}

# Missing fields.
violation contains {
	"msg": sprintf("%s is missing: Argo CD cannot tell %s", [fields.text(path), reason]),
	"path": path,
	"fix": sprintf("Set %s.", [fields.text(path)]),
} if {
	reviews.object
	some field, reason in {"project": "what the app may do", "destination": "where to deploy it"}
	object.get(argo.spec, field, null) in {"", null}
	path := array.concat(argo.spec_path, [field])
}

violation contains {
	"msg": sprintf("%s names no cluster: Argo CD needs server or name", [fields.text(path)]),
	"path": path,
	"fix": "Set server: https://kubernetes.default.svc for the cluster that Argo CD runs in.",
} if {
	is_object(argo.spec.destination)
	every field in ["server", "name"] {
		object.get(argo.spec.destination, field, "") in {"", null}
	}
	path := array.concat(argo.spec_path, ["destination"])
}

violation contains {
	"msg": sprintf("%s has both server and name: Argo CD accepts one of them", [fields.text(path)]),
	"path": path,
	"fix": "Remove server or name.",
} if {
	every field in ["server", "name"] {
		not argo.spec.destination[field] in {"", null}
	}
	path := array.concat(argo.spec_path, ["destination"])
}

violation contains {
	"msg": sprintf("%s has no source: Argo CD has nothing to deploy", [fields.text(argo.spec_path)]),
	"path": argo.spec_path,
	"fix": "Add source with repoURL, targetRevision and path.",
} if {
	reviews.object
	argo.spec_path
	count(argo.sources) == 0
}

violation contains {
	"msg": sprintf("%s has both source and sources: Argo CD ignores source", [fields.text(argo.spec_path)]),
	"path": array.concat(argo.spec_path, ["source"]),
	"fix": "Move source into sources, or remove sources.",
} if {
	is_object(argo.spec.source)
	count(argo.spec.sources) > 0
}

violation contains {
	"msg": sprintf("%s has no repoURL", [fields.text(entry.path)]),
	"path": array.concat(entry.path, ["repoURL"]),
} if {
	some entry in argo.sources
	object.get(entry.source, "repoURL", "") in {"", null}
}

violation contains {
	"msg": sprintf("%s has neither path nor chart: Argo CD finds no manifests", [fields.text(entry.path)]),
	"path": entry.path,
	"fix": "Set path to a directory of the repository (\".\" for its root), or chart to a chart of the Helm repository.",
} if {
	some entry in argo.sources
	every field in ["path", "chart", "ref"] {
		object.get(entry.source, field, "") in {"", null}
	}
}

violation contains {
	"msg": sprintf("%s is a chart without targetRevision: Argo CD needs its version", [fields.text(entry.path)]),
	"path": array.concat(entry.path, ["targetRevision"]),
	"fix": "Set targetRevision to the version of the chart.",
} if {
	some entry in argo.sources
	entry.source.chart
	object.get(entry.source, "targetRevision", "") in {"", null}
}

# Options of more than one tool. Argo CD refuses to choose.
violation contains {
	"msg": sprintf(
		"%s has options for %s: Argo CD renders a source with one tool only",
		[fields.text(entry.path), concat(" and ", tools)],
	),
	"path": entry.path,
	"fix": "Keep the options of the tool that the source is written for.",
} if {
	some entry in argo.sources
	tools := [tool |
		some tool in ["helm", "kustomize", "directory", "plugin"]
		object.get(entry.source, tool, null) != null
	]
	count(tools) > 1
}

# Helm options make Argo CD treat the path as a chart, whatever lies there.
violation contains {
	"msg": sprintf(
		"%s makes Argo CD read %s as a Helm chart, and a directory of that name rarely is one: without Chart.yaml the sync fails",
		[fields.text(path), entry.source.path],
	),
	"path": path,
	"fix": "Remove helm, or point path at the chart.",
} if {
	some entry in argo.sources
	object.get(entry.source, "helm", null) != null
	not entry.source.chart
	segments := split(trim_suffix(entry.source.path, "/"), "/")
	segments[count(segments) - 1] in input.parameters.plainDirectories
	path := array.concat(entry.path, ["helm"])
}

# The operation of an Application is an object. Text here is the "sync" of a command line.
violation contains {
	"msg": "operation must be an object: the API server refuses text, and no sync starts",
	"path": ["operation"],
	"fix": "Write operation: {sync: {}}, or better leave it out of Git: syncPolicy.automated starts syncs.",
} if {
	argo.is_application
	operation := reviews.object.operation
	not is_object(operation)
	operation != null
}

# Sync options.
violation contains {
	"msg": sprintf("%s is not a sync option of Argo CD, which ignores it", [option.name]),
	"path": array.concat(argo.spec_path, ["syncPolicy", "syncOptions", index]),
	"fix": fields.fix_unknown(option.name, object.keys(argo.option_values)),
} if {
	some index, text in argo.spec.syncPolicy.syncOptions
	not argo.is_templated(text)
	option := argo.option(text)
	not argo.option_values[option.name]
}

violation contains {
	"msg": sprintf("sync option %s has value \"%s\", which Argo CD ignores", [option.name, option.value]),
	"path": array.concat(argo.spec_path, ["syncPolicy", "syncOptions", index]),
	"fix": sprintf("Write %s= and one of %s.", [option.name, concat(", ", sort(argo.option_values[option.name]))]),
} if {
	some index, text in argo.spec.syncPolicy.syncOptions
	not argo.is_templated(text)
	option := argo.option(text)
	not option.value in argo.option_values[option.name]
}

# Types.
violation contains {
	"msg": sprintf("%s is not true or false: the API server refuses the Application", [fields.text(path)]),
	"path": path,
	"fix": "Write true or false, without quotes.",
} if {
	some field in ["prune", "selfHeal", "allowEmpty", "enabled"]
	value := argo.spec.syncPolicy.automated[field]
	not is_boolean(value)
	value != null
	path := array.concat(argo.spec_path, ["syncPolicy", "automated", field])
}

violation contains {
	"msg": sprintf("%s does not start with /, so Argo CD finds no field to ignore", [fields.text(path)]),
	"path": path,
	"fix": "Write a JSON pointer, such as /spec/replicas.",
} if {
	some index, rule in argo.spec.ignoreDifferences
	some position, pointer in rule.jsonPointers
	not startswith(pointer, "/")
	path := array.concat(argo.spec_path, ["ignoreDifferences", index, "jsonPointers", position])
}

_fix_unknown(_, "resourceHooks", _) := "Remove it: a hook is an ordinary manifest in the source with annotation argocd.argoproj.io/hook, such as PostSync."

_fix_unknown(_, key, known) := fields.fix_unknown(key, known) if key != "resourceHooks"

# Every object of fixed fields in an Application.
_places := array.concat(
	array.concat(_top, [place |
		some at in _spec_fields
		value := object.get(argo.spec, at.path, null)
		is_object(value)
		place := {"object": value, "path": array.concat(argo.spec_path, at.path), "known": at.known}
	]),
	array.concat(
		[place |
			some entry in argo.sources
			some at in _source_fields
			value := object.get(entry.source, at.path, null)
			is_object(value)
			place := {"object": value, "path": array.concat(entry.path, at.path), "known": at.known}
		],
		[place |
			some list, known in _lists
			some index, value in argo.spec[list]
			is_object(value)
			place := {"object": value, "path": array.concat(argo.spec_path, [list, index]), "known": known}
		],
	),
)

_top := [{
	"object": reviews.object,
	"path": [],
	"known": {"apiVersion", "kind", "metadata", "spec", "status", "operation", "sops"},
}] if {
	argo.is_application
	reviews.object
} else := []

_spec_fields := [
	{"path": [], "known": {
		"destination", "ignoreDifferences", "info", "project", "revisionHistoryLimit", "source", "sourceHydrator",
		"sources", "syncPolicy",
	}},
	{"path": ["destination"], "known": {"name", "namespace", "server"}},
	{"path": ["syncPolicy"], "known": {"automated", "managedNamespaceMetadata", "retry", "syncOptions"}},
	{"path": ["syncPolicy", "automated"], "known": {"allowEmpty", "enabled", "prune", "selfHeal"}},
	{"path": ["syncPolicy", "retry"], "known": {"backoff", "limit", "refresh"}},
	{"path": ["syncPolicy", "retry", "backoff"], "known": {"duration", "factor", "maxDuration"}},
	{"path": ["syncPolicy", "managedNamespaceMetadata"], "known": {"annotations", "labels"}},
	{"path": ["sourceHydrator"], "known": {"drySource", "hydrateTo", "syncSource"}},
]

_source_fields := [
	{"path": [], "known": {
		"chart", "directory", "helm", "kustomize", "name", "path", "plugin", "ref", "repoURL", "tagPrefix",
		"targetRevision",
	}},
	{"path": ["helm"], "known": {
		"apiVersions", "fileParameters", "ignoreMissingValueFiles", "kubeVersion", "namespace", "parameters",
		"passCredentials", "releaseName", "skipCrds", "skipSchemaValidation", "skipTests", "valueFiles", "values",
		"valuesObject", "version",
	}},
	{"path": ["kustomize"], "known": {
		"apiVersions", "commonAnnotations", "commonAnnotationsEnvsubst", "commonLabels", "components",
		"forceCommonAnnotations", "forceCommonLabels", "ignoreMissingComponents", "images", "kubeVersion",
		"labelIncludeTemplates", "labelWithoutSelector", "namePrefix", "nameSuffix", "namespace", "patches",
		"replicas", "version",
	}},
	{"path": ["directory"], "known": {"disableExtensionFilter", "exclude", "include", "jsonnet", "recurse"}},
	{"path": ["plugin"], "known": {"env", "name", "parameters"}},
]

_lists := {
	"ignoreDifferences": {
		"group", "jqPathExpressions", "jsonPointers", "kind", "managedFieldsManagers", "name", "namespace",
	},
	"info": {"name", "value"},
}
