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

spec := object.get(reviews.object, spec_path, null)

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

# What an option may be set to. Undefined for a name that Argo CD does not know.
option_values(name) := {"true", "false"} if {
	name in {
		"ApplyOutOfSyncOnly",
		"ClientSideApplyMigration",
		"CreateNamespace",
		"FailOnSharedResource",
		"Force",
		"PruneLast",
		"Replace",
		"RespectIgnoreDifferences",
		"ServerSideApply",
		"SkipDryRunOnMissingResource",
		"Validate",
	}
} else := {"true", "false", "confirm"} if {
	name in {"Delete", "Prune"}
} else := {"foreground", "background", "orphan"} if {
	name == "PrunePropagationPolicy"
}

# The name of an option that was spelt another way.
option_fix(name) := sprintf("Write %s.", [known]) if {
	some known in {
		"ApplyOutOfSyncOnly",
		"ClientSideApplyMigration",
		"CreateNamespace",
		"Delete",
		"FailOnSharedResource",
		"Force",
		"Prune",
		"PruneLast",
		"PrunePropagationPolicy",
		"Replace",
		"RespectIgnoreDifferences",
		"ServerSideApply",
		"SkipDryRunOnMissingResource",
		"Validate",
	}
	_normal(known) == _normal(name)
} else := "Remove it."

_normal(name) := trim_suffix(lower(replace(replace(name, "-", ""), "_", "")), "s")
