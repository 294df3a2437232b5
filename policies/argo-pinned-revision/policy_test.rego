package policies.argo_pinned_revision_test

import data.lib.fixtures
import data.policies.argo_pinned_revision as policy

test_a_branch_in_production_is_reported if {
	policy.violation == {{
		"msg": "spec.source.targetRevision is main: every push to it is in production at the next sync",
		"path": ["spec", "source", "targetRevision"],
	}} with input as _review({}, {"source": {"targetRevision": "main"}, "destination": {"namespace": "production"}})
}

test_no_revision_is_head if {
	some violation in policy.violation with input as _review({}, {"source": {}, "project": "prod-eu"})
	startswith(violation.msg, "spec.source.targetRevision is HEAD")
}

test_fixed_revisions_pass if {
	every revision in [
		"3f786850e387550fdab836ed7e6dc881de23001b",
		"v1.4.2", "1.4", "web-v1.4.2", "refs/tags/anything",
		"refs/heads/approved/production", "approved/production", "{{revision}}",
	] {
		policy.violation == set()
			with input as _review({}, {"source": {"targetRevision": revision}, "project": "production"})
	}
	every revision in ["HEAD", "main", "release", "release/1.4", "3f78685", "feature/v1.0.0", "v1.*"] {
		count(policy.violation) == 1
			with input as _review({}, {"source": {"targetRevision": revision}, "project": "production"})
	}
}

test_production_is_found_wherever_it_is_written if {
	every case in [
		[{"name": "web-prod"}, {}],
		[{"labels": {"environment": "production"}}, {}],
		[{"labels": {"env": "prod"}}, {}],
		[{}, {"project": "production"}],
		[{}, {"destination": {"namespace": "shop-prod"}}],
		[{}, {"destination": {"name": "prod-eu-1"}}],
		[{}, {"source": {"path": "overlays/production"}}],
	] {
		count(policy.violation) == 1
			with input as _review(case[0], object.union({"source": {"targetRevision": "main"}}, case[1]))
	}
}

test_a_pattern_that_is_none_makes_everything_production if {
	review := object.union(_review({}, {"source": {"targetRevision": "main"}}), {"parameters": {"production": "("}})
	count(policy.violation) == 1 with input as review
}

test_elsewhere_branches_pass if {
	every name in ["web", "web-staging", "products", "reproduction"] {
		policy.violation == set()
			with input as _review({"name": name}, {"source": {"targetRevision": "main", "path": name}})
	}
}

test_every_source_is_read if {
	{violation.path[2] | some violation in policy.violation} == {1} with input as _review({}, {
		"project": "production",
		"sources": [{"targetRevision": "v1.0.0"}, {"targetRevision": "main"}],
	})
}

test_chart_ranges_are_reported if {
	every revision in ["*", "1.x", "^1.0.0", ">=1.0.0", "1.0", null] {
		review := _review({}, {"project": "production", "source": {"chart": "web", "targetRevision": revision}})
		count(policy.violation) == 1 with input as review
		some violation in policy.violation with input as review
		contains(violation.msg, " is the range ")
	}
	every revision in ["1.0.0", "v1.0.0-rc.1+build.5", "{{version}}"] {
		policy.violation == set()
			with input as _review({}, {"project": "production", "source": {"chart": "web", "targetRevision": revision}})
	}
	policy.violation == set()
		with input as _review({}, {"project": "staging", "source": {"chart": "web", "targetRevision": "*"}})
}

_review(metadata, spec) := fixtures.with_parameters(
	{"apiVersion": "argoproj.io/v1alpha1", "kind": "Application", "metadata": metadata, "spec": spec},
	{
		"production": "(?i)(^|[-_.])prod(uction)?([-_.]|$)",
		"fixedRevisions": [
			"^[0-9a-f]{40}$", "^refs/tags/", "^([a-z0-9-]+-)?v?[0-9]+(\\.[0-9]+){1,2}([-+][0-9A-Za-z.+-]+)?$", "^(refs/heads/)?approved/",
		],
	},
)
