package policies.no_plaintext_secrets_test

import data.lib.fixtures
import data.policies.no_plaintext_secrets as policy

test_every_value_of_a_secret_is_denied_at_its_key if {
	policy.violation == {
		{
			"msg": "data.password holds a value in plain text: whoever can read the repository, or its history, has it",
			"path": ["data", "password"],
			"fix": "Encrypt it with SOPS or Sealed Secrets, or refer to it with an ExternalSecret; then change the secret, as Git keeps the old one.",
		},
		{
			"msg": "stringData[\"app.ini\"] holds a value in plain text: whoever can read the repository, or its history, has it",
			"path": ["stringData", "app.ini"],
			"fix": "Encrypt it with SOPS or Sealed Secrets, or refer to it with an ExternalSecret; then change the secret, as Git keeps the old one.",
		},
	} with input as _secret({
		"data": {"password": base64.encode("hunter2"), "empty": ""},
		"stringData": {"app.ini": "secret=hunter2", "ref": "op://vault/item/field"},
	})
}

test_no_message_contains_the_value if {
	violations := policy.violation with input as _secret({"type": "kubernetes.io/dockerconfigjson", "stringData": {
		"a": "hunter2",
		".dockerconfigjson": `{"auths":{"ghcr.io":{"auth":"hunter2"}}}`,
	}})
	count(violations) == 2
	not contains(json.marshal(violations), "hunter2")
}

test_values_that_are_no_text_count if {
	every value in [1234, true, ["a"], {"a": "b"}] {
		count(policy.violation) == 1 with input as _secret({"stringData": {"pin": value}})
		count(policy.violation) == 1 with input as _secret({"data": {"pin": value}})
	}
}

test_text_where_a_map_belongs_counts if {
	{violation.path | some violation in policy.violation} == {["stringData"]}
		with input as _secret({"stringData": "hunter2"})
	policy.violation == set() with input as _secret({"stringData": "${SECRETS}", "data": null})
}

test_a_secret_without_values_passes if {
	policy.violation == set() with input as _secret({"type": "kubernetes.io/service-account-token"})
	policy.violation == set() with input as _secret({"data": {}, "stringData": null})
}

test_placeholders_are_a_parameter if {
	review := object.union(_secret({"stringData": {"a": "REDACTED"}}), {"parameters": {"placeholders": ["^REDACTED$"]}})
	policy.violation == set() with input as review
}

test_typed_secrets_are_named_for_what_they_are if {
	every case in [
		["kubernetes.io/tls", "tls.key", "a TLS private key"],
		["kubernetes.io/ssh-auth", "ssh-privatekey", "an SSH private key"],
		["kubernetes.io/basic-auth", "password", "a password"],
		["kubernetes.io/service-account-token", "token", "an API token"],
		["bootstrap.kubernetes.io/token", "token-secret", "a token that joins nodes to the cluster"],
		["helm.sh/release.v1", "release", "a Helm release with all its values"],
		["kubernetes.io/tls", "other", "a value"],
		["kubernetes.io/dockercfg", ".dockercfg", "registry credentials"],
	] {
		some violation in policy.violation with input as _secret({"type": case[0], "stringData": {case[1]: "x"}})
		contains(violation.msg, sprintf(" holds %s in plain text", [case[2]]))
	}
}

test_registries_are_named if {
	config := `{"auths":{"ghcr.io":{"auth":"Ym90OnB3"},"quay.io":{"auth":"Ym90OnB3"}}}`
	every fields in [{"data": {".dockerconfigjson": base64.encode(config)}}, {"stringData": {".dockerconfigjson": config}}] {
		some violation in policy.violation
			with input as _secret(object.union({"type": "kubernetes.io/dockerconfigjson"}, fields))
		contains(violation.msg, "registry credentials for ghcr.io, quay.io in plain text")
	}
	some violation in policy.violation with input as _secret({
		"type": "kubernetes.io/dockercfg",
		"stringData": {".dockercfg": `{"quay.io":{"auth":"Ym90OnB3"}}`},
	})
	contains(violation.msg, "registry credentials for quay.io in plain text")
}

test_a_file_encrypted_by_sops_passes if {
	policy.violation == set()
		with input as _secret({"sops": _sops, "stringData": {"password": _ciphertext, "empty": ""}})
}

test_one_plain_leaf_in_an_encrypted_file_is_denied if {
	some violation in policy.violation
		with input as _secret({"sops": _sops, "stringData": {"password": _ciphertext, "token": "hunter2"}})
	violation.path == ["stringData", "token"]
	startswith(violation.fix, "Encrypt the file again with sops")
}

test_a_sops_block_without_a_mac_encrypts_nothing if {
	every sops in [{}, {"mac": "abc", "version": "3.9.0"}, {"mac": _ciphertext}, true, "yes"] {
		some violation in policy.violation with input as _secret({"sops": sops})
		violation.path == ["sops"]
	}
}

test_sealed_values_pass if {
	policy.violation == set()
		with input as _review("bitnami.com/v1alpha1", "SealedSecret", {"encryptedData": {"a": "AgBy3i4OJSWK", "b": "AQBy3i4O"}})
}

test_plain_text_beside_sealed_values_is_denied if {
	{violation.path | some violation in policy.violation} == {
		["spec", "encryptedData", "a"],
		["spec", "template", "data", "b"],
	} with input as _review("bitnami.com/v1alpha1", "SealedSecret", {
		"encryptedData": {"a": "hunter2", "ok": "AgBy3i4OJSWK"},
		"template": {"data": {"b": "hunter2", "c": "{{ index . \"a\" }}", "d": ""}},
	})
}

test_an_external_secret_refers if {
	policy.violation == set() with input as _review("external-secrets.io/v1", "ExternalSecret", {
		"data": [{"secretKey": "password", "remoteRef": {"key": "prod/db", "property": "password"}}],
		"target": {"template": {"data": {"type": "git", "password": "{{ .password }}", "token": "shop-{{ .password }}"}}},
	})
}

test_a_literal_in_an_external_secret_is_denied_by_its_look if {
	{violation.path | some violation in policy.violation} == {
		["spec", "target", "template", "data", "password"],
		["spec", "target", "template", "data", "file"],
	} with input as _review("external-secrets.io/v1", "ExternalSecret", {"target": {"template": {"data": {
		"type": "git",
		"password": "hunter2",
		"file": "-----BEGIN PRIVATE KEY-----",
	}}}})
	count(policy.violation) == 1
		with input as _review("external-secrets.io/v1", "ClusterExternalSecret", {"externalSecretSpec": {"target": {"template": {"data": {"token": "x"}}}}})
}

test_a_fake_store_is_denied if {
	{violation.path | some violation in policy.violation} == {["spec", "provider", "fake", "data", 0]}
		with input as _review("external-secrets.io/v1", "SecretStore", {"provider": {"fake": {"data": [{"key": "a", "value": "hunter2"}, {"key": "b"}]}}})
}

test_a_sops_secret_must_be_encrypted if {
	{violation.path | some violation in policy.violation} == {["spec", "secretTemplates", 0, "stringData", "a"]}
		with input as _review("isindir.github.com/v1alpha3", "SopsSecret", {"secretTemplates": [{"stringData": {"a": "hunter2", "b": _ciphertext}}]})
}

test_generator_literals_are_denied_without_their_values if {
	review := fixtures.with_parameters(
		{
			"apiVersion": "kustomize.config.k8s.io/v1beta1", "kind": "Kustomization",
			"secretGenerator": [{"name": "db", "literals": ["PASSWORD=hunter2=", "USER=\"${DB_USER}\"", "EMPTY=", "FLAG"], "files": ["tls.key"]}],
		},
		_defaults,
	)
	policy.violation == {{
		"msg": "secretGenerator literal PASSWORD holds a value in plain text: whoever can read the repository, or its history, has it",
		"path": ["secretGenerator", 0, "literals", 0],
		"fix": "Generate the Secret from a file that sops encrypts, or replace it by an ExternalSecret.",
	}} with input as review
}

test_a_kubeconfig_is_denied_at_each_credential if {
	review := fixtures.with_parameters(
		{"apiVersion": "v1", "kind": "Config", "users": [
			{"name": "ci", "user": {"token": "hunter2", "client-certificate-data": "LS0t"}},
			{"name": "ann", "user": {"client-key-data": "aHVudGVyMg==", "auth-provider": {"config": {"id-token": "x"}}}},
			{"name": "exec", "user": {"exec": {"command": "login"}}},
		]},
		_defaults,
	)
	{violation.path | some violation in policy.violation} == {
		["users", 0, "user", "token"],
		["users", 1, "user", "client-key-data"],
		["users", 1, "user", "auth-provider", "config", "id-token"],
	} with input as review
	some violation in policy.violation with input as review
	startswith(violation.msg, "users[")
}

test_settings_for_argo_cd_are_no_secrets if {
	labels := {"argocd.argoproj.io/secret-type": "repository"}
	secret := {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "repo", "labels": labels}, "stringData": {
		"type": "git", "url": "https://git.example.com/acme/fleet.git", "password": "hunter2", "githubAppID": 7,
	}}
	{violation.path | some violation in policy.violation} == {["stringData", "password"]}
		with input as fixtures.with_parameters(secret, _defaults)
	leaky := object.union(secret, {"stringData": {"url": "https://bot:hunter2@git.example.com/acme/fleet.git"}})
	count(policy.violation) == 2 with input as fixtures.with_parameters(leaky, _defaults)
	unlabelled := object.union(secret, {"metadata": {"labels": {"argocd.argoproj.io/secret-type": null}}})
	count(policy.violation) == 4 with input as fixtures.with_parameters(unlabelled, _defaults)
}

test_other_kinds_are_not_judged if {
	fields := {
		"data": {"a": "aHVudGVyMg=="}, "users": [{"user": {"token": "hunter2"}}], "secretGenerator": [{"literals": ["A=b"]}],
		"spec": {
			"encryptedData": {"a": "hunter2"}, "template": {"data": {"a": "hunter2"}},
			"target": {"template": {"data": {"password": "hunter2"}}}, "provider": {"fake": {"data": [{"value": "hunter2"}]}},
			"secretTemplates": [{"data": {"a": "aHVudGVyMg=="}}],
		},
	}
	every kind in ["ConfigMap", "Widget"] {
		resource := object.union(fields, {"apiVersion": "example.com/v1", "kind": kind, "metadata": {"name": "web"}})
		policy.violation == set() with input as fixtures.with_parameters(resource, _defaults)
	}
	config := object.union(fields, {"apiVersion": "example.com/v1", "kind": "Config", "metadata": {"name": "web"}})
	policy.violation == set() with input as fixtures.with_parameters(config, _defaults)
}

_ciphertext := "ENC[AES256_GCM,data:p673w==,iv:YY=,tag:UQ=,type:str]"

_sops := {"mac": _ciphertext, "version": "3.9.0", "age": [{"recipient": "age1"}]}

_defaults := {"placeholders": []}

_secret(fields) := fixtures.with_parameters(
	object.union({"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "db"}}, fields),
	_defaults,
)

_review(api_version, kind, spec) := fixtures.with_parameters(
	{"apiVersion": api_version, "kind": kind, "metadata": {"name": "db"}, "spec": spec},
	_defaults,
)
