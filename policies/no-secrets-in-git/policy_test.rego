package policies.no_secrets_in_git_test

import data.policies.no_secrets_in_git as policy

_parameters := {"deny": ["certain", "likely"], "warn": ["possible"], "exceptions": []}

_finding := {
	"rule": "k8s-secret-plaintext",
	"title": "a password",
	"confidence": "certain",
	"preview": "…(8)",
	"fingerprint": "k8s-secret-plaintext:0123456789abcdef",
	"file": "apps/prod/secret.yaml",
	"line": 7,
	"column": 3,
	"path": ["data", "db.password"],
}

_input(changes, parameters) := {
	"review": {"namespace": "shop"},
	"facts": {"secrets": [object.union(_finding, changes)]},
	"parameters": object.union(_parameters, parameters),
}

test_certain_findings_are_denied_at_their_place if {
	found := policy.violation with input as _input({}, {})
	found == {{
		"msg": `data["db.password"] holds a password in plain text …(8)`,
		"details": {
			"rule": "k8s-secret-plaintext",
			"confidence": "certain",
			"fingerprint": "k8s-secret-plaintext:0123456789abcdef",
		},
		"path": ["data", "db.password"],
		"_loc": {"line": 7, "column": 3},
	}}
	count(policy.warn) == 0 with input as _input({}, {})
}

test_an_object_without_a_file_has_no_place if {
	finding := object.remove(_finding, ["line", "column"])
	found := policy.violation with input as object.union(_input({}, {}), {"facts": {"secrets": [finding]}})
	count(found) == 1
	every one in found {
		not one._loc
	}
}

test_text_is_the_file_s if {
	finding := object.remove(_finding, ["path"])
	found := policy.violation with input as object.union(_input({}, {}), {"facts": {"secrets": [finding]}})
	some one in found
	startswith(one.msg, "the file holds a password")
}

test_possible_findings_are_warned_of if {
	count(policy.warn) == 1 with input as _input({"confidence": "possible"}, {})
	count(policy.violation) == 0 with input as _input({"confidence": "possible"}, {})
}

test_what_counts_is_a_parameter if {
	parameters := {"deny": ["possible"], "warn": []}
	count(policy.violation) == 1 with input as _input({"confidence": "possible"}, parameters)
	count(policy.violation) == 0 with input as _input({}, parameters)
	count(policy.warn) == 0 with input as _input({}, parameters)
}

test_what_the_change_did_not_bring_is_not_its_fault if {
	count(policy.violation) == 0 with input as _input({"added": false}, {})
	count(policy.violation) == 1 with input as _input({"added": true}, {})
}

test_the_first_exception_that_applies_counts if {
	prod := {"paths": ["apps/prod/**"], "deny": ["certain", "likely", "possible"]}
	lax := {"deny": [], "warn": []}
	count(policy.violation) == 1 with input as _input({"confidence": "possible"}, {"exceptions": [prod, lax]})
	count(policy.violation) == 0 with input as _input({}, {"exceptions": [lax, prod]})
}

test_exceptions_are_by_path_rule_and_namespace if {
	off := {"deny": [], "warn": []}
	every condition in [
		{"paths": ["apps/prod/*.yaml"]},
		{"rules": ["k8s-secret-plaintext"]},
		{"namespaces": ["sh*"]},
		{"paths": ["**"], "rules": ["k8s-secret-plaintext"], "namespaces": ["shop"]},
	] {
		count(policy.violation) == 0 with input as _input({}, {"exceptions": [object.union(off, condition)]})
	}
	every condition in [
		{"paths": ["apps/*.yaml"]},
		{"rules": ["other"]},
		{"namespaces": ["sh"]},
		{"paths": ["**"], "rules": ["other"]},
	] {
		count(policy.violation) == 1 with input as _input({}, {"exceptions": [object.union(off, condition)]})
	}
}
