package policies.no_inline_secrets_test

import data.lib.fixtures
import data.policies.no_inline_secrets as policy

test_a_literal_in_env_is_denied_at_its_value if {
	policy.violation == {{
		"msg": "container \"web\" has the value of DB_PASSWORD written into its env: whoever can read the manifest has it",
		"path": ["spec", "containers", 0, "env", 1, "value"],
	}} with input as _env([{"name": "DB_USER", "value": "shop"}, {"name": "DB_PASSWORD", "value": "hunter2"}])
}

test_references_and_empty_values_pass if {
	policy.violation == set() with input as _env([
		{"name": "DB_PASSWORD", "valueFrom": {"secretKeyRef": {"name": "db", "key": "password"}}},
		{"name": "A_TOKEN", "value": ""},
		{"name": "B_TOKEN", "value": "$(DB_PASSWORD)"},
		{"name": "C_TOKEN", "value": "${TOKEN}"},
		{"name": "D_TOKEN"},
		null,
		{"value": "hunter2"},
	])
}

test_settings_that_sound_like_secrets_pass if {
	every value in ["true", "False", "ON", "3600", "15m", "/run/secrets/token", "./token", "https://login.example.com/oauth/token"] {
		policy.violation == set() with input as _env([{"name": "TOKEN", "value": value}])
	}
}

test_a_url_with_a_password_counts if {
	count(policy.violation) == 1
		with input as _env([{"name": "GIT_CREDENTIALS", "value": "https://bot:hunter2@git.example.com"}])
}

test_a_value_that_is_no_text_counts_unless_it_is_a_setting if {
	policy.violation == set() with input as _env([{"name": "TOKEN", "value": 3600}])
	count(policy.violation) == 1 with input as _env([{"name": "TOKEN", "value": {"a": "b"}}])
}

test_arguments_are_read if {
	{violation.path | some violation in policy.violation} == {
		["spec", "containers", 0, "args", 0],
		["spec", "containers", 0, "command", 1],
	} with input as _review(fixtures.pod_with({
		"command": ["serve", "--client-secret=hunter2"],
		"args": ["--db-password=hunter2=", "--token=$(TOKEN)", "--password", "password=hunter2", "--password-file=/run/x", 7],
	}))
}

test_config_maps_are_read_by_key if {
	{violation.path | some violation in policy.violation} == {["data", "API_KEY"]} with input as _review({
		"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "web"},
		"data": {"API_KEY": "hunter2", "TOKEN_TTL": "15m", "SESSION_TOKEN": "", "app.yaml": "password: hunter2"},
	})
}

test_no_message_contains_the_value if {
	violations := policy.violation with input as _env([{"name": "DB_PASSWORD", "value": "hunter2"}])
	count(violations) == 1
	not contains(json.marshal(violations), "hunter2")
}

test_data_of_other_kinds_is_not_read if {
	policy.violation == set()
		with input as _review({"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "web"}, "data": {"PASSWORD": "aHVudGVyMg=="}})
}

test_names_can_be_ignored if {
	policy.violation == set()
		with input as object.union(_env([{"name": "CSRF_TOKEN", "value": "x-csrf"}]), {"parameters": {"ignoredNames": ["CSRF_TOKEN"]}})
}

_env(env) := _review(fixtures.pod_with({"env": env}))

_review(resource) := fixtures.with_parameters(resource, {"ignoredNames": []})
