package lib.fields_test

import data.lib.fields

test_paths_read_as_people_write_them if {
	fields.text(["spec", "sources", 0, "repoURL"]) == "spec.sources[0].repoURL"
	fields.text(["data", "tls.key"]) == `data["tls.key"]`
	fields.text(["metadata", "annotations", "argocd.argoproj.io/hook"]) == `metadata.annotations["argocd.argoproj.io/hook"]`
	fields.text([]) == ""
}

test_a_misspelt_field_finds_its_name if {
	every key in ["selfheal", "self-heal", "self_heal", "SelfHeal", "selfHeals"] {
		fields.fix_unknown(key, {"prune", "selfHeal"}) == "Rename it to selfHeal."
	}
	fields.fix_unknown("valueFile", {"valueFiles"}) == "Rename it to valueFiles."
	fields.fix_unknown("Sources", {"source", "sources"}) == "Rename it to sources."
	fields.fix_unknown("source-s", {"source"}) == "Rename it to source."
}

test_an_unknown_field_belongs_elsewhere if {
	startswith(fields.fix_unknown("resourceHooks", {"source", "sources"}), "Remove it")
}
