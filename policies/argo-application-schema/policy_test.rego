package policies.argo_application_schema_test

import data.lib.fixtures
import data.policies.argo_application_schema as policy

test_a_complete_application_passes if {
	policy.violation == set() with input as _review(_good)
}

test_resource_hooks_are_no_field if {
	policy.violation == {{
		"msg": "spec.resourceHooks is not a field of an Application: the API server drops it, and what it asks for never happens",
		"path": ["spec", "resourceHooks"],
		"fix": "Remove it: a hook is an ordinary manifest in the source with annotation argocd.argoproj.io/hook, such as PostSync.",
	}} with input as _with({"resourceHooks": [{"name": "post-sync"}]})
}

test_unknown_fields_are_found_at_every_level if {
	every case in [
		[{"destination": {"cluster": "a"}}, ["spec", "destination", "cluster"]],
		[{"syncPolicy": {"automatic": {}}}, ["spec", "syncPolicy", "automatic"]],
		[{"syncPolicy": {"automated": {"selfheal": true}}}, ["spec", "syncPolicy", "automated", "selfheal"]],
		[{"syncPolicy": {"retry": {"backoff": {"max": "3m"}}}}, ["spec", "syncPolicy", "retry", "backoff", "max"]],
		[{"source": {"branch": "main"}}, ["spec", "source", "branch"]],
		[{"source": {"helm": {"valuesFiles": []}}}, ["spec", "source", "helm", "valuesFiles"]],
		[{"ignoreDifferences": [{"kind": "Deployment", "jsonPointer": []}]}, ["spec", "ignoreDifferences", 0, "jsonPointer"]],
		[{"info": [{"name": "a", "url": "b"}]}, ["spec", "info", 0, "url"]],
	] {
		_paths(_with(case[0])) == {case[1]}
	}
}

test_a_field_outside_spec_is_found if {
	_paths(_review(object.union(_good, {"syncPolicy": {}}))) == {["syncPolicy"]}
}

test_a_misspelt_field_gets_its_name if {
	some violation in policy.violation with input as _with({"syncPolicy": {"automated": {"selfheal": true}}})
	violation.fix == "Rename it to selfHeal."
}

test_project_and_destination_are_needed if {
	_paths(_review(_without(["project"]))) == {["spec", "project"]}
	_paths(_review(_without(["destination"]))) == {["spec", "destination"]}
	_paths(_with({"project": ""})) == {["spec", "project"]}
}

test_an_application_without_a_spec_misses_everything if {
	_paths(_review({"apiVersion": "argoproj.io/v1alpha1", "kind": "Application", "metadata": {"name": "web"}})) == {["spec"], ["spec", "project"], ["spec", "destination"]}
}

test_a_destination_is_one_cluster if {
	_paths(_review(object.union(_without(["destination"]), {"spec": {"destination": {"namespace": "shop"}}}))) == {["spec", "destination"]}
	_paths(_with({"destination": {"name": "in-cluster"}})) == {["spec", "destination"]}
}

test_a_source_is_needed if {
	some violation in policy.violation with input as _review(_without(["source"]))
	violation == {
		"msg": "spec has no source: Argo CD has nothing to deploy",
		"path": ["spec"],
		"fix": "Add source with repoURL, targetRevision and path.",
	}
}

test_source_and_sources_exclude_each_other if {
	_paths(_with({"sources": [{"repoURL": "https://git.example.com/a.git", "path": "."}]})) == {["spec", "source"]}
}

test_a_source_names_a_repository_and_what_is_in_it if {
	_paths(_sources([{"path": "a"}])) == {["spec", "sources", 0, "repoURL"]}
	_paths(_sources([{"repoURL": "https://git.example.com/a.git"}])) == {["spec", "sources", 0]}
	_paths(_sources([{"repoURL": "https://git.example.com/a.git", "ref": "values"}])) == set()
	_paths(_sources([{"repoURL": "https://charts.example.com", "chart": "web"}])) == {["spec", "sources", 0, "targetRevision"]}
}

test_one_tool_renders_a_source if {
	some violation in policy.violation with input as _with({"source": {"helm": {}, "kustomize": {}}})
	violation.msg == "spec.source has options for helm and kustomize: Argo CD renders a source with one tool only"
}

test_helm_options_on_plain_manifests_are_denied if {
	every path in ["applications/api/manifests", "manifests/"] {
		some violation in policy.violation
			with input as _with({"source": {"path": path, "helm": {"valueFiles": ["values.yaml"]}}})
		violation.path == ["spec", "source", "helm"]
		contains(violation.msg, sprintf("makes Argo CD read %s as a Helm chart", [path]))
	}
}

test_helm_options_on_a_chart_pass if {
	_paths(_with({"source": {"path": "charts/web", "helm": {}}})) == set()
	_paths(_sources([{"repoURL": "https://charts.example.com", "chart": "web", "targetRevision": "1.0.0", "path": "manifests", "helm": {}}])) == set()
}

test_an_operation_is_an_object if {
	_paths(_review(object.union(_good, {"operation": "sync"}))) == {["operation"]}
	_paths(_review(object.union(_good, {"operation": {"sync": {}}}))) == set()
	_paths(_review(object.union(_good, {"operation": null}))) == set()
}

test_sync_options_are_spelt_right if {
	every case in [
		["PruneLasts=true", "Rename it to PruneLast."],
		["createNamespace=true", "Rename it to CreateNamespace."],
		["AutoPrune=true", "Remove it, or move it to the object where it belongs."],
		["PruneLast", "Write PruneLast= and one of false, true."],
		["PruneLast=yes", "Write PruneLast= and one of false, true."],
		["PrunePropagationPolicy=Foreground", "Write PrunePropagationPolicy= and one of background, foreground, orphan."],
	] {
		{[violation.path, violation.fix] | some violation in policy.violation} == {[["spec", "syncPolicy", "syncOptions", 0], case[1]]}
			with input as _with({"syncPolicy": {"syncOptions": [case[0]]}})
	}
}

test_every_documented_sync_option_passes if {
	_paths(_with({"syncPolicy": {"syncOptions": [
		"CreateNamespace=true", "PruneLast=true", "PrunePropagationPolicy=foreground", "Prune=confirm", "Delete=false",
		"Validate=false", "ServerSideApply=true", "RespectIgnoreDifferences=true", "ApplyOutOfSyncOnly=true", "Replace=true",
	]}})) == set()
}

test_switches_are_no_text if {
	_paths(_with({"syncPolicy": {"automated": {"prune": "true", "selfHeal": true, "allowEmpty": null}}})) == {["spec", "syncPolicy", "automated", "prune"]}
}

test_pointers_start_with_a_slash if {
	_paths(_with({"ignoreDifferences": [{"kind": "Deployment", "jsonPointers": ["/spec/replicas", "spec.replicas"]}]})) == {["spec", "ignoreDifferences", 0, "jsonPointers", 1]}
}

test_the_template_of_an_application_set_is_read if {
	review := _review({"apiVersion": "argoproj.io/v1alpha1", "kind": "ApplicationSet", "metadata": {"name": "web"}, "spec": {"template": {"spec": object.union(_good.spec, {
		"project": "{{project}}",
		"syncPolicy": {"syncOptions": ["{{option}}"], "automated": {"selfheal": true}},
	})}}})
	_paths(review) == {["spec", "template", "spec", "syncPolicy", "automated", "selfheal"]}
}

test_an_application_of_another_group_is_not_judged if {
	policy.violation == set()
		with input as _review({"apiVersion": "app.k8s.io/v1beta1", "kind": "Application", "metadata": {"name": "web"}})
}

test_a_deletion_passes if {
	policy.violation == set()
		with input as object.union(_review({"apiVersion": "argoproj.io/v1alpha1", "kind": "Application", "metadata": {"name": "web"}}), {"review": {"operation": "DELETE"}})
}

_good := {
	"apiVersion": "argoproj.io/v1alpha1",
	"kind": "Application",
	"metadata": {"name": "web"},
	"spec": {
		"project": "shop",
		"source": {"repoURL": "https://git.example.com/acme/deploy.git", "path": "apps/web", "targetRevision": "v1"},
		"destination": {"server": "https://kubernetes.default.svc", "namespace": "shop"},
	},
}

_without(field) := json.remove(_good, [array.concat(["spec"], field)])

_sources(sources) := _review(object.union(_without(["source"]), {"spec": {"sources": sources}}))

_with(spec) := _review(object.union(_good, {"spec": spec}))

_review(resource) := fixtures.with_parameters(resource, {"plainDirectories": ["manifests"]})

_paths(review) := paths if {
	paths := {violation.path | some violation in policy.violation} with input as review
}
