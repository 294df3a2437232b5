package policies.argo_default_project_test

import data.lib.fixtures
import data.policies.argo_default_project as policy

test_the_default_project_is_reported if {
	policy.violation == {{
		"msg": "the app is in project default, which by default may deploy anything from anywhere to everywhere",
		"path": ["spec", "project"],
	}} with input as _review("default")
}

test_other_projects_pass_and_none_is_left_to_the_schema if {
	every project in ["shop", "", null] {
		policy.violation == set() with input as _review(project)
	}
}

test_the_template_of_an_application_set_is_read if {
	review := fixtures.review({"apiVersion": "argoproj.io/v1alpha1", "kind": "ApplicationSet", "metadata": {"name": "web"}, "spec": {"template": {"spec": {"project": "default"}}}})
	{violation.path | some violation in policy.violation} == {["spec", "template", "spec", "project"]}
		with input as review
}

_review(project) := fixtures.review({"apiVersion": "argoproj.io/v1alpha1", "kind": "Application", "metadata": {"name": "web"}, "spec": {"project": project}})
