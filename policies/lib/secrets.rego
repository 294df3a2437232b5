# METADATA
# description: |
#   Tells a secret from what stands for one. Only field names and the words below leave this package, never a value.
package lib.secrets

# Whether a value gives nothing away: it is empty, encrypted, a reference, a placeholder or public by nature.
is_harmless(value, _) if value in {"", null}

is_harmless(value, placeholders) if {
	is_string(value)
	_is_inert(trim_space(value), placeholders)
}

is_harmless(value, placeholders) if {
	startswith(value, "{")
	_grants_nothing(json.unmarshal(value), placeholders)
}

# A value under `data` of a Secret is judged decoded. One that is no base64 is judged as it stands: a template or a
# reference that a tool fills in later.
is_harmless_base64(value, placeholders) if is_harmless(value, placeholders)

is_harmless_base64(value, placeholders) if {
	is_string(value)
	decoded := base64.decode(value)

	# Bytes that are no UTF-8 are nothing harmless. They must not reach trim_space either, which aborts on them in Wasm.
	regex.match(`^(?s:.*)$`, decoded)
	is_harmless(decoded, placeholders)
}

# The ciphertext that SOPS writes for one value.
is_sops_ciphertext(text) if regex.match(
	`^ENC\[AES256_GCM,data:[A-Za-z0-9+/=]*,iv:[A-Za-z0-9+/=]+,tag:[A-Za-z0-9+/=]+,type:[a-z]+\]$`,
	text,
)

# Whether a field is called like one that holds a secret: its last word is one of these, however it is spelt
# (API_KEY, apiKey, api-key). No regular expression: this runs for every environment variable.
is_sensitive_name(name) if {
	plain := replace(replace(replace(lower(name), "_", ""), "-", ""), ".", "")
	some word in _sensitive_words
	endswith(plain, word)
}

_sensitive_words := [
	"password",
	"passwd",
	"passphrase",
	"secret",
	"token",
	"credential",
	"credentials",
	"apikey",
	"accesskey",
	"privatekey",
	"encryptionkey",
]

_is_inert(text, _) if text == ""

_is_inert(text, _) if is_sops_ciphertext(text)

_is_inert(text, _) if regex.match(_reference, text)

_is_inert(text, _) if _is_public(text)

_is_inert(text, placeholders) if {
	some pattern in placeholders
	regex.match(pattern, text)
}

# References that a tool replaces: 1Password, vals, Vault (bank-vaults), argocd-vault-plugin, shell and Flux variables,
# Kubernetes variables, templates; and a URL whose password is one of them. The whole value must be one: text beside a
# reference may be a secret.
_reference := concat("", [
	`^(op://\S+`,
	`|(ref|secretref)\+[a-z0-9]+://\S+`,
	`|(>>)?vault:[^\s#]+#\S+`,
	`|<[^<>\n]+>`,
	`|`, _variable,
	`|[a-z][a-z0-9+.-]*://[^\s:/@]*:`, _variable, `@\S*`,
	`)$`,
])

_variable := `(\$\{[^{}\n]+\}|\$\([^()\n]+\)|\$[A-Za-z_][A-Za-z0-9_]*|(\{\{[^{}]*\}\})+)`

# Certificates, public keys and known hosts identify; they do not grant.
_is_public(text) if {
	regex.match(`^-----BEGIN (CERTIFICATE|TRUSTED CERTIFICATE|PUBLIC KEY|RSA PUBLIC KEY|PGP PUBLIC KEY BLOCK)-----`, text)
	not contains(text, "PRIVATE KEY")
}

_is_public(text) if {
	contains(text, " AAAA")
	every line in split(text, "\n") {
		regex.match(
			`^\s*(#.*|(\S+ )?(ssh-rsa|ssh-ed25519|ecdsa-sha2-nistp[0-9]+|sk-[a-z0-9@.-]+) AAAA[A-Za-z0-9+/=]+( \S+)?)?\s*$`,
			line,
		)
	}
}

# A Docker configuration that lists registries but holds no credentials for them.
_grants_nothing(config, placeholders) if {
	is_object(config.auths)
	every entry in config.auths {
		every field in ["auth", "password", "identitytoken", "registrytoken"] {
			_is_inert(object.get(entry, field, ""), placeholders)
		}
	}
}
