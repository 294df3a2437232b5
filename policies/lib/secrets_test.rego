package lib.secrets_test

import data.lib.secrets

test_references_are_harmless if {
	every text in [
		"op://vault/item/field",
		"ref+awsssm://path/to/value",
		"secretref+vault://secret/data/x#/y",
		"vault:secret/data/db#password",
		">>vault:secret/data/db#password",
		"<path:secret/data/db#password>",
		"<path:secret/data/db#password | base64encode>",
		"${DB_PASSWORD}",
		"${DB_PASSWORD:=none}",
		"$(DB_PASSWORD)",
		"$DB_PASSWORD",
		"{{ .Values.password | b64enc }}",
		"{{ .user }}{{ .password }}",
		"postgres://shop:${DB_PASSWORD}@db:5432/shop",
		"ENC[AES256_GCM,data:p673w==,iv:YY=,tag:UQ=,type:str]",
		" ${DB_PASSWORD}\n",
		"",
		"  ",
	] {
		secrets.is_harmless(text, [])
	}
	secrets.is_harmless(null, [])
}

test_text_beside_a_reference_is_not if {
	every text in [
		"hunter2",
		"hunter2${EMPTY}",
		"{{ .user }}:hunter2",
		"postgres://shop:hunter2@db:5432/shop",
		"postgres://shop:hunter2@${HOST}/shop",
		"<a> hunter2 <b>",
		"$2y$10$abcdefghijklmnopqrstuv",
		"ENC[hunter2]",
		"op:// hunter2",
		"changeme",
	] {
		not secrets.is_harmless(text, [])
	}
	not secrets.is_harmless(1234, [])
	not secrets.is_harmless(true, [])
	not secrets.is_harmless(["hunter2"], [])
}

test_placeholders_are_patterns if {
	secrets.is_harmless("REDACTED", ["^(?i:redacted)$"])
	not secrets.is_harmless("REDACTED, not", ["^(?i:redacted)$"])
}

test_certificates_and_public_keys_are_public if {
	secrets.is_harmless("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n", [])
	secrets.is_harmless("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 me@example.com\n", [])
	secrets.is_harmless("# hosts\ngithub.com ecdsa-sha2-nistp256 AAAAE2VjZHNh=\ngithub.com ssh-rsa AAAAB3Nz\n", [])
}

test_a_private_key_beside_a_certificate_is_not if {
	not secrets.is_harmless("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----\n", [])
	not secrets.is_harmless("-----BEGIN RSA PRIVATE KEY-----\nMIIB", [])
	not secrets.is_harmless("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5\nhunter2", [])
}

test_base64_is_decoded if {
	secrets.is_harmless_base64(base64.encode("${DB_PASSWORD}"), [])
	secrets.is_harmless_base64("${DB_PASSWORD}", [])
	secrets.is_harmless_base64("", [])
	secrets.is_harmless_base64(base64.encode(""), [])
	not secrets.is_harmless_base64(base64.encode("hunter2"), [])
	not secrets.is_harmless_base64("not base64!", [])
	not secrets.is_harmless_base64(7, [])
}

test_bytes_that_are_no_text_are_not_harmless if {
	not secrets.is_harmless_base64("/w==", [])
	not secrets.is_harmless_base64("password", [])
}

test_a_docker_config_without_credentials_is_harmless if {
	secrets.is_harmless(`{"auths":{}}`, [])
	secrets.is_harmless(`{"auths":{"ghcr.io":{"username":"bot","auth":"${AUTH}"}}}`, [])
	not secrets.is_harmless(`{"auths":{"ghcr.io":{"auth":"Ym90Omh1bnRlcjI="}}}`, [])
	not secrets.is_harmless(`{"auths":{"ghcr.io":"Ym90Omh1bnRlcjI="}}`, [])
	not secrets.is_harmless(`{"auths":["x"]}`, [])
}

test_names_of_secrets if {
	every name in ["PASSWORD", "db-password", "dbPassword", "GITHUB_TOKEN", "apiKey", "API_KEY", "AWS_SECRET_ACCESS_KEY", "client.secret"] {
		secrets.is_sensitive_name(name)
	}
	every name in ["PASSWORD_FILE", "SECRET_NAME", "TOKEN_URL", "TOKENS_PER_MINUTE", "KEY", "USER"] {
		not secrets.is_sensitive_name(name)
	}
}
