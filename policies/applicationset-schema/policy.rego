# METADATA
# title: Argo CD ApplicationSet schema
# description: An ApplicationSet has generators that Argo CD can run and a template that they fill in completely.
# custom:
#   policy: applicationset-schema
#   severity: high
#   sets: [gitops]
#   enforcementAction: deny
#   match:
#     kinds:
#       - apiGroups: [argoproj.io]
#         kinds: [ApplicationSet]
#   fix: Correct the generator or the placeholder as the message says.
package policies.applicationset_schema

import data.lib.argo
import data.lib.fields
import data.lib.reviews

violation contains {
	"msg": sprintf(
		"%s is not a field of an ApplicationSet: the API server drops it, and what it asks for never happens",
		[fields.text(path)],
	),
	"path": path,
	"fix": fields.fix_unknown(key, place.known),
} if {
	some place in _places
	some key, _ in place.object
	not key in place.known
	path := array.concat(place.path, [key])
}

violation contains {
	"msg": sprintf("spec.%s is missing or empty: the set makes no Applications", [field]),
	"path": ["spec", field],
	"fix": sprintf("Add spec.%s.", [field]),
} if {
	reviews.object
	some field in ["generators", "template"]
	object.get(_spec, field, null) in {null, [], {}}
}

violation contains {
	"msg": sprintf("%s names %s: a generator is of exactly one type", [fields.text(entry.path), _count_words(types)]),
	"path": entry.path,
	"fix": "Split it into one list item per generator.",
} if {
	some entry in _generators
	types := sort([type | some type in _types; object.get(entry.generator, type, null) != null])
	count(types) != 1
}

violation contains {
	"msg": sprintf("%s has %d generators: a matrix multiplies exactly two", [fields.text(path), count(inner)]),
	"path": path,
	"fix": "Nest a second matrix for a third generator.",
} if {
	some entry in _generators
	inner := object.get(entry.generator, ["matrix", "generators"], null)
	is_array(inner)
	count(inner) != 2
	path := array.concat(entry.path, ["matrix", "generators"])
}

violation contains {
	"msg": sprintf("%s has no mergeKeys: Argo CD cannot tell which rows belong together", [fields.text(path)]),
	"path": path,
	"fix": "Set mergeKeys to the parameters that identify a row.",
} if {
	some entry in _generators
	is_object(entry.generator.merge)
	object.get(entry.generator.merge, "mergeKeys", null) in {null, []}
	path := array.concat(entry.path, ["merge"])
}

violation contains {
	"msg": sprintf(
		"%s is missing: a git generator needs repoURL, revision, and directories or files",
		[fields.text(path)],
	),
	"path": path,
	"fix": sprintf("Set %s.", [field]),
} if {
	some entry in _generators
	is_object(entry.generator.git)
	some field in _missing_git_fields(entry.generator.git)
	path := array.concat(entry.path, ["git", field])
}

violation contains {
	"msg": sprintf("%s is not text: without goTemplate Argo CD refuses such an element", [fields.text(path)]),
	"path": path,
	"fix": "Put the value in quotes, or set spec.goTemplate: true.",
} if {
	not _uses_go_template
	some entry in _generators
	some index, element in entry.generator.list.elements
	some key, value in element
	key != "values"
	not is_string(value)
	path := array.concat(entry.path, ["list", "elements", index, key])
}

# Placeholders.
violation contains {
	"msg": sprintf(
		"placeholder %s is in Go template syntax, but spec.goTemplate is not set: it stays in the Application as text",
		[placeholder.text],
	),
	"path": placeholder.path,
	"fix": "Set spec.goTemplate: true, or write the placeholder without the dot.",
} if {
	not _uses_go_template
	some placeholder in _placeholders
	startswith(placeholder.expression, ".")
}

violation contains {
	"msg": sprintf(
		"placeholder %s lacks the dot that Go templates need: the controller cannot render the Application",
		[placeholder.text],
	),
	"path": placeholder.path,
	"fix": sprintf("Write {{.%s}}.", [placeholder.expression]),
} if {
	_uses_go_template
	some placeholder in _placeholders
	placeholder.expression in _element_keys
}

violation contains {
	"msg": sprintf(
		"placeholder %s has no value in %s: it stays in the Application as text",
		[placeholder.text, fields.text(element.path)],
	),
	"path": placeholder.path,
	"fix": sprintf("Add %s to the element.", [placeholder.expression]),
} if {
	not _uses_go_template
	_has_lists_only
	some placeholder in _placeholders
	not startswith(placeholder.expression, ".")
	some element in _elements
	not _supplies(element.element, placeholder.expression)
}

violation contains {
	"msg": sprintf(
		"all %d Applications of the set get the name %v: Argo CD refuses duplicates",
		[count(_elements), name],
	),
	"path": ["spec", "template", "metadata", "name"],
	"fix": "Put a placeholder into the name.",
} if {
	count(_elements) > 1
	name := _spec.template.metadata.name
	not argo.is_templated(name)
}

violation contains {
	"msg": "strategy RollingSync has no steps: no Application is ever synced",
	"path": ["spec", "strategy"],
	"fix": "Add rollingSync.steps.",
} if {
	_spec.strategy.type == "RollingSync"
	object.get(_spec.strategy, ["rollingSync", "steps"], null) in {null, []}
}

_spec := value if {
	value := reviews.object.spec
	is_object(value)
} else := {}

_uses_go_template if _spec.goTemplate == true

_types := {
	"clusterDecisionResource", "clusters", "git", "list", "matrix", "merge", "plugin", "pullRequest", "scmProvider",
}

_count_words([]) := "no type that Argo CD knows"

_count_words(types) := concat(" and ", types) if count(types) > 0

# Generators at every depth that Argo CD accepts.
_generators := array.concat(_outer, array.concat(_inner(_outer), _inner(_inner(_outer))))

_outer := [{"generator": generator, "path": ["spec", "generators", index]} |
	some index, generator in _spec.generators
]

_inner(entries) := [{"generator": generator, "path": array.concat(entry.path, [combiner, "generators", index])} |
	some entry in entries
	some combiner in ["matrix", "merge"]
	some index, generator in entry.generator[combiner].generators
]

_missing_git_fields(git) := {field |
	some field in ["repoURL", "revision"]
	object.get(git, field, "") in {"", null}
} | {field |
	field := "directories"
	every source in ["directories", "files"] {
		object.get(git, source, null) in {null, []}
	}
}

_elements := [{"element": element, "path": array.concat(entry.path, ["list", "elements", index])} |
	some entry in _outer
	some index, element in entry.generator.list.elements
	is_object(element)
]

_element_keys := {key |
	some entry in _elements
	some key, _ in entry.element
}

# Whether the parameters of the set are all written down in it.
_has_lists_only if {
	count(_outer) > 0
	every entry in _outer {
		is_array(entry.generator.list.elements)
		not entry.generator.list.elementsYaml
	}
}

_supplies(element, expression) if element[expression]

_supplies(element, expression) if {
	startswith(expression, "values.")
	element.values[trim_prefix(expression, "values.")]
}

# Placeholders of the template that are a single name: {{env}}, {{ .env }}.
_placeholders := {placeholder |
	walk(_spec.template, [path, value])
	is_string(value)
	contains(value, "{{")
	some [text, expression] in regex.find_all_string_submatch_n(`\{\{-?\s*([.A-Za-z0-9_\[\]-]+?)\s*-?\}\}`, value, -1)
	not expression in {"end", "else", "."}
	placeholder := {"text": text, "expression": expression, "path": array.concat(["spec", "template"], path)}
}

_places := array.concat(
	[place |
		some at in _fixed
		value := object.get(_spec, at.path, null)
		is_object(value)
		place := {"object": value, "path": array.concat(["spec"], at.path), "known": at.known}
	],
	[place |
		some entry in _generators
		is_object(entry.generator)
		place := {"object": entry.generator, "path": entry.path, "known": (_types | {"selector"})}
	],
)

_fixed := [
	{"path": [], "known": {
		"applyNestedSelectors", "generators", "goTemplate", "goTemplateOptions", "ignoreApplicationDifferences",
		"preservedFields", "strategy", "syncPolicy", "template", "templatePatch",
	}},
	{"path": ["template"], "known": {"metadata", "spec"}},
	{"path": ["template", "metadata"], "known": {"annotations", "finalizers", "labels", "name", "namespace"}},
	{"path": ["syncPolicy"], "known": {"applicationsSync", "preserveResourcesOnDeletion"}},
	{"path": ["strategy"], "known": {"deletionOrder", "rollingSync", "type"}},
]
