package policies.applicationset_safety_test

import data.lib.fixtures
import data.policies.applicationset_safety as policy

test_a_set_that_can_shrink_keeps_what_runs if {
	every type in ["git", "clusters", "scmProvider", "pullRequest", "plugin"] {
		_paths({"generators": [{type: {}}]}) == {["spec", "syncPolicy"]}
	}
	_paths({"generators": [{"matrix": {"generators": [{"list": {}}, {"git": {}}]}}]}) == {["spec", "syncPolicy"]}
	some violation in policy.violation with input as _review({"generators": [{"git": {}}]})
	startswith(violation.msg, "the set takes its Applications from git: ")
}

test_kept_applications_pass if {
	_paths({"generators": [{"git": {}}], "syncPolicy": {"preserveResourcesOnDeletion": true}}) == set()
	every sync in ["create-only", "create-update"] {
		_paths({"generators": [{"git": {}}], "syncPolicy": {"applicationsSync": sync}}) == set()
	}
	_paths({"generators": [{"git": {}}], "syncPolicy": {"applicationsSync": "sync"}}) == {["spec", "syncPolicy"]}
}

test_lists_shrink_only_by_review if {
	_paths({"generators": [{"list": {"elements": []}}], "template": {"spec": {"project": "{{project}}"}}}) == set()
}

test_a_project_from_outside_is_reported if {
	_paths({
		"generators": [{"git": {}}],
		"syncPolicy": {"preserveResourcesOnDeletion": true},
		"template": {"spec": {"project": "{{path.basename}}"}},
	}) == {["spec", "template", "spec", "project"]}
}

test_missing_keys_are_errors if {
	_paths({"goTemplate": true}) == {["spec", "goTemplateOptions"]}
	_paths({"goTemplate": true, "goTemplateOptions": ["missingkey=zero"]}) == {["spec", "goTemplateOptions"]}
	_paths({"goTemplate": true, "goTemplateOptions": ["missingkey=error"]}) == set()
}

test_a_set_without_a_spec_is_no_crash if {
	_paths(null) == set()
}

_review(spec) := fixtures.review({"apiVersion": "argoproj.io/v1alpha1", "kind": "ApplicationSet", "metadata": {"name": "web"}, "spec": spec})

_paths(spec) := paths if {
	paths := {violation.path | some violation in policy.violation} with input as _review(spec)
}
