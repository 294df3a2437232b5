# METADATA
# description: Reads what Argo CD would run from an Application or an ApplicationSet.
package lib.argo

import data.lib.reviews

# The spec of an Application, or of the Application that an ApplicationSet makes; templated fields hold placeholders.
spec_path := ["spec"] if {
	reviews.group == "argoproj.io"
	reviews.kind == "Application"
} else := ["spec", "template", "spec"] if {
	reviews.group == "argoproj.io"
	reviews.kind == "ApplicationSet"
}

spec := value if {
	value := object.get(reviews.object, spec_path, null)
	is_object(value)
} else := {} if {
	reviews.object
	spec_path
}

is_application if {
	reviews.kind == "Application"
	spec_path
}

metadata := reviews.object.metadata if {
	is_application
} else := reviews.object.spec.template.metadata

# Every source with its path, those of sources[] and the dry source of the hydrator included.
sources := array.concat(
	[{"source": source, "path": array.concat(spec_path, field)} |
		some field in [["source"], ["sourceHydrator", "drySource"]]
		source := object.get(spec, field, null)
		is_object(source)
	],
	[{"source": source, "path": array.concat(spec_path, ["sources", index])} |
		some index, source in spec.sources
		is_object(source)
	],
)

# Whether a value holds a placeholder that only the ApplicationSet controller fills in.
is_templated(value) if contains(value, "{{")

# The revision a source follows. Argo CD reads none as HEAD.
revision(source) := value if {
	value := object.get(source, "targetRevision", "HEAD")
	not value in {"", null}
} else := "HEAD"

# Sync options as pairs; an option without "=" has no value.
option(text) := {"name": name, "value": value} if {
	[name, value] := split(trim_space(text), "=")
} else := {"name": trim_space(text), "value": ""}

# Every sync option that Argo CD knows, with what it may be set to.
option_values := {
	"ApplyOutOfSyncOnly": _switch,
	"ClientSideApplyMigration": _switch,
	"CreateNamespace": _switch,
	"Delete": (_switch | {"confirm"}),
	"FailOnSharedResource": _switch,
	"Force": _switch,
	"Prune": (_switch | {"confirm"}),
	"PruneLast": _switch,
	"PrunePropagationPolicy": {"foreground", "background", "orphan"},
	"Replace": _switch,
	"RespectIgnoreDifferences": _switch,
	"ServerSideApply": _switch,
	"SkipDryRunOnMissingResource": _switch,
	"Validate": _switch,
}

_switch := {"true", "false"}
