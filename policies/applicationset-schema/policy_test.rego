package policies.applicationset_schema_test

import data.lib.fixtures
import data.policies.applicationset_schema as policy

test_a_complete_set_passes if {
	_paths(_with({})) == set()
}

test_unknown_fields_are_found_at_every_level if {
	every case in [
		[{"generator": []}, ["spec", "generator"]],
		[{"template": {"labels": {}}}, ["spec", "template", "labels"]],
		[{"template": {"metadata": {"label": {}}}}, ["spec", "template", "metadata", "label"]],
		[{"syncPolicy": {"automated": {}}}, ["spec", "syncPolicy", "automated"]],
		[{"strategy": {"kind": "x"}}, ["spec", "strategy", "kind"]],
	] {
		_paths(_with(case[0])) == {case[1]}
	}
}

test_generators_and_template_are_needed if {
	_paths(_review(null)) == {["spec", "generators"], ["spec", "template"]}
	_paths(_with({"generators": []})) == {["spec", "generators"]}
}

test_a_generator_is_of_one_type if {
	{violation.msg | some violation in policy.violation} == {"spec.generators[0] names clusters and plugin: a generator is of exactly one type"}
		with input as _with({"generators": [{"clusters": {}, "plugin": {}}]})
	some violation in policy.violation with input as _with({"generators": [{"lists": {}}]})
	contains(violation.msg, "names no type that Argo CD knows")
}

test_a_matrix_multiplies_two if {
	_paths(_with({"generators": [{"matrix": {"generators": [{"clusters": {}}]}}]})) == {["spec", "generators", 0, "matrix", "generators"]}
	_paths(_with({"generators": [{"matrix": {"generators": [{"clusters": {}}, {"plugin": {}}]}}]})) == set()
}

test_nested_generators_are_read if {
	_paths(_with({"generators": [{"matrix": {"generators": [{"clusters": {}}, {"merge": {"mergeKeys": ["a"], "generators": [{"lists": {}}]}}]}}]})) == {
		["spec", "generators", 0, "matrix", "generators", 1, "merge", "generators", 0],
		["spec", "generators", 0, "matrix", "generators", 1, "merge", "generators", 0, "lists"],
	}
}

test_a_merge_needs_keys if {
	_paths(_with({"generators": [{"merge": {"generators": [{"clusters": {}}, {"plugin": {}}]}}]})) == {["spec", "generators", 0, "merge"]}
}

test_a_git_generator_needs_a_place_to_look if {
	_paths(_with({"generators": [{"git": {}}]})) == {
		["spec", "generators", 0, "git", "repoURL"],
		["spec", "generators", 0, "git", "revision"],
		["spec", "generators", 0, "git", "directories"],
	}
	_paths(_with({"generators": [{"git": {"repoURL": "x", "revision": "y", "files": [{"path": "*.json"}]}}]})) == set()
}

test_list_values_are_text_without_go_templates if {
	elements := {"generators": [{"list": {"elements": [{"env": "a", "wave": 1, "values": {"x": "y"}}]}}]}
	_paths(_with(elements)) == {["spec", "generators", 0, "list", "elements", 0, "wave"]}
	_paths(_with(object.union(elements, {"goTemplate": true, "template": {"metadata": {"name": "{{.env}}"}}}))) == set()
}

test_placeholders_follow_the_chosen_syntax if {
	some violation in policy.violation with input as _with({"template": {"metadata": {"name": "web-{{ .env }}"}}})
	violation.path == ["spec", "template", "metadata", "name"]
	startswith(violation.msg, "placeholder {{ .env }} is in Go template syntax")

	{violation.fix | some violation in policy.violation} == {"Write {{.env}}."}
		with input as _with({"goTemplate": true})
}

test_go_templates_with_logic_pass if {
	_paths(_with({"goTemplate": true, "template": {"metadata": {"name": "{{ if .env }}{{ .env | lower }}{{ else }}{{ now }}{{ end }}"}}})) == set()
}

test_every_placeholder_has_a_value_in_every_element if {
	policy.violation == {{
		"msg": "placeholder {{wave}} has no value in spec.generators[0].list.elements[1]: it stays in the Application as text",
		"path": ["spec", "template", "metadata", "annotations", "wave"],
		"fix": "Add wave to the element.",
	}} with input as _with({
		"generators": [{"list": {"elements": [{"env": "a", "wave": "1"}, {"env": "b"}]}}],
		"template": {"metadata": {"annotations": {"wave": "{{wave}}"}}},
	})
}

test_values_are_found_by_their_prefix if {
	set_of := {"generators": [{"list": {"elements": [{"env": "a", "values": {"x": "y"}}]}}]}
	_paths(_with(object.union(set_of, {"template": {"metadata": {"labels": {"x": "{{values.x}}"}}}}))) == set()
	_paths(_with(object.union(set_of, {"template": {"metadata": {"labels": {"x": "{{values.z}}"}}}}))) == {["spec", "template", "metadata", "labels", "x"]}
}

test_other_generators_supply_what_is_not_written_down if {
	_paths(_with({"generators": [{"clusters": {}}], "template": {"metadata": {"name": "{{anything}}"}}})) == set()
	_paths(_with({"generators": [{"list": {"elements": [], "elementsYaml": "{{x}}"}}], "template": {"metadata": {"name": "{{anything}}"}}})) == set()
}

test_names_differ if {
	some violation in policy.violation with input as _with({"template": {"metadata": {"name": "web"}}})
	violation.msg == "all 2 Applications of the set get the name web: Argo CD refuses duplicates"
	_paths(_with({"generators": [{"list": {"elements": [{"env": "a"}]}}], "template": {"metadata": {"name": "web"}}})) == set()
}

test_a_rolling_sync_has_steps if {
	_paths(_with({"strategy": {"type": "RollingSync"}})) == {["spec", "strategy"]}
	_paths(_with({"strategy": {"type": "RollingSync", "rollingSync": {"steps": [{"maxUpdate": 1}]}}})) == set()
}

test_malformed_parts_are_no_crash if {
	count(policy.violation) > 0 with input as _with({"generators": [null, "list"]})
}

test_a_deletion_passes if {
	policy.violation == set() with input as object.union(_with({"generators": []}), {"review": {"operation": "DELETE"}})
}

_with(fields) := _review(object.union(
	{
		"generators": [{"list": {"elements": [{"env": "a"}, {"env": "b"}]}}],
		"template": {"metadata": {"name": "web-{{env}}"}, "spec": {"project": "shop"}},
	},
	fields,
))

_review(spec) := fixtures.review({"apiVersion": "argoproj.io/v1alpha1", "kind": "ApplicationSet", "metadata": {"name": "web"}, "spec": spec})

_paths(review) := paths if {
	paths := {violation.path | some violation in policy.violation} with input as review
}
