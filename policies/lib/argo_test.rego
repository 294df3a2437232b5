package lib.argo_test

import data.lib.argo
import data.lib.fixtures

test_an_application_is_its_own_spec if {
	argo.spec == {"project": "shop"} with input as _application({"project": "shop"})
	argo.spec_path == ["spec"] with input as _application({})
	argo.is_application with input as _application({})
	argo.metadata.name == "web" with input as _application({})
}

test_an_application_set_holds_a_template if {
	review := fixtures.review({"apiVersion": "argoproj.io/v1alpha1", "kind": "ApplicationSet", "metadata": {"name": "set"}, "spec": {"template": {"metadata": {"name": "web"}, "spec": {"project": "shop"}}}})
	argo.spec == {"project": "shop"} with input as review
	argo.spec_path == ["spec", "template", "spec"] with input as review
	argo.metadata.name == "web" with input as review
	not argo.is_application with input as review
}

test_an_application_of_another_group_is_none if {
	review := fixtures.review({"apiVersion": "app.k8s.io/v1beta1", "kind": "Application", "metadata": {"name": "web"}, "spec": {}})
	not argo.spec with input as review
	not argo.is_application with input as review
}

test_all_sources_are_listed_with_their_paths if {
	{source.path | some source in argo.sources} == {
		["spec", "source"],
		["spec", "sources", 0],
		["spec", "sources", 2],
		["spec", "sourceHydrator", "drySource"],
	} with input as _application({
		"source": {},
		"sources": [{}, null, {}],
		"sourceHydrator": {"drySource": {}},
	})
	argo.sources == [] with input as _application({"source": null, "sources": null})
}

test_no_revision_means_head if {
	every source in [{}, {"targetRevision": ""}, {"targetRevision": null}] {
		argo.revision(source) == "HEAD"
	}
	argo.revision({"targetRevision": "v1"}) == "v1"
}

test_options_are_pairs if {
	argo.option(" Prune=confirm ") == {"name": "Prune", "value": "confirm"}
	argo.option("Prune") == {"name": "Prune", "value": ""}
	"confirm" in argo.option_values.Prune
}

_application(spec) := fixtures.review({"apiVersion": "argoproj.io/v1alpha1", "kind": "Application", "metadata": {"name": "web"}, "spec": spec})
