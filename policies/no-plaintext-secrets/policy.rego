# METADATA
# title: No plaintext secrets
# description: >-
#   No secret value lies readable in Git: it is encrypted, or a reference to where it is kept.
# custom:
#   policy: no-plaintext-secrets
#   severity: critical
#   sets: [baseline, gitops]
#   supersededBy: no-secrets-in-git
#   enforcementAction: deny
#   points: [commit, ci, sync]
#   match:
#     kinds:
#       - apiGroups: [""]
#         kinds: [Secret, Config]
#       - apiGroups: [bitnami.com]
#         kinds: [SealedSecret]
#       - apiGroups: [external-secrets.io]
#         kinds: [ExternalSecret, ClusterExternalSecret, SecretStore, ClusterSecretStore]
#       - apiGroups: [isindir.github.com]
#         kinds: [SopsSecret]
#       - apiGroups: [kustomize.config.k8s.io]
#         kinds: [Kustomization]
#   fix: >-
#     Encrypt the value (SOPS, Sealed Secrets) or refer to it (External Secrets), and change it where it is used:
#     Git keeps it for ever.
package policies.no_plaintext_secrets

import data.lib.reviews
import data.lib.secrets

# base64 or not, in a Secret every value counts, whatever its key is called.
violation contains {
	"msg": _message(_field([section, key]), _noun(key, value)),
	"path": [section, key],
	"fix": _secret_fix,
} if {
	reviews.kind == "Secret"
	some section in ["data", "stringData"]
	some key, value in reviews.object[section]
	not _is_harmless(section, value)
	not _is_argo_cd_setting(key, value)
}

violation contains {
	"msg": _message(section, "a value"),
	"path": [section],
	"fix": _secret_fix,
} if {
	reviews.kind == "Secret"
	some section in ["data", "stringData"]
	is_string(reviews.object[section])
	not secrets.is_harmless(reviews.object[section], input.parameters.placeholders)
}

# A file that only claims to be encrypted. SOPS seals every file with a MAC; without one it was written by hand.
violation contains {
	"msg": "the sops block has no valid mac: the file only looks encrypted, and SOPS cannot open it",
	"path": ["sops"],
	"fix": "Remove the sops block and encrypt the file with sops.",
} if {
	sops := reviews.object.sops
	not _is_sealed(sops)
}

violation contains {
	"msg": _message(_field(["spec", "encryptedData", key]), "a value that is not sealed,"),
	"path": ["spec", "encryptedData", key],
	"fix": "Seal the value with kubeseal.",
} if {
	reviews.kind == "SealedSecret"
	some key, value in reviews.object.spec.encryptedData
	not _looks_sealed(value)
}

# The template of a SealedSecret is neither encrypted nor protected against change.
violation contains {
	"msg": _message(_field(["spec", "template", "data", key]), "a value"),
	"path": ["spec", "template", "data", key],
	"fix": "Move the value to spec.encryptedData with kubeseal.",
} if {
	reviews.kind == "SealedSecret"
	some key, value in reviews.object.spec.template.data
	_is_literal(value)
}

# In a template of External Secrets most literals are settings, so the name decides.
violation contains {
	"msg": _message(_field(path), "a value"),
	"path": path,
	"fix": "Keep the value in the secret store and refer to it with {{ .name }}.",
} if {
	reviews.group == "external-secrets.io"
	some prefix in [["spec"], ["spec", "externalSecretSpec"]]
	template := array.concat(prefix, ["target", "template", "data"])
	some key, value in object.get(reviews.object, template, {})
	_is_literal(value)
	_is_secret_by_look(key, value)
	path := array.concat(template, [key])
}

violation contains {
	"msg": _message(_field(["spec", "provider", "fake", "data", index]), "a value"),
	"path": ["spec", "provider", "fake", "data", index],
	"fix": "Use a real provider; the fake one is for tests.",
} if {
	reviews.group == "external-secrets.io"
	some index, entry in reviews.object.spec.provider.fake.data
	not secrets.is_harmless(object.get(entry, "value", ""), input.parameters.placeholders)
}

violation contains {
	"msg": _message(_field(["spec", "secretTemplates", index, section, key]), "a value"),
	"path": ["spec", "secretTemplates", index, section, key],
	"fix": "Encrypt the file with sops.",
} if {
	reviews.kind == "SopsSecret"
	some index, template in reviews.object.spec.secretTemplates
	some section in ["data", "stringData"]
	some key, value in template[section]
	not _is_harmless(section, value)
}

violation contains {
	"msg": _message(sprintf("secretGenerator literal %s", [parts[0]]), "a value"),
	"path": ["secretGenerator", index, "literals", position],
	"fix": "Generate the Secret from a file that sops encrypts, or replace it by an ExternalSecret.",
} if {
	reviews.kind == "Kustomization"
	some index, generator in reviews.object.secretGenerator
	some position, literal in generator.literals
	parts := split(literal, "=")
	value := trim(concat("=", array.slice(parts, 1, count(parts))), `"'`)
	not secrets.is_harmless(value, input.parameters.placeholders)
}

violation contains {
	"msg": _message(_field(array.concat(["users", index, "user"], field)), "a credential for a cluster"),
	"path": array.concat(["users", index, "user"], field),
	"fix": "Remove the kubeconfig from the repository and revoke the credential.",
} if {
	reviews.kind == "Config"
	reviews.group == ""
	some index, entry in reviews.object.users
	some field in [["token"], ["password"], ["client-key-data"], ["auth-provider", "config", "id-token"]]
	value := object.get(entry, array.concat(["user"], field), "")
	not secrets.is_harmless_base64(value, input.parameters.placeholders)
}

_message(field, noun) := sprintf("%s holds %s in plain text: whoever can read the repository, or its history, has it", [field, noun])

# Names a field without its value: data.password, data["tls.key"], users[0].user.token.
_field(path) := trim_prefix(concat("", [_segment(key) | some key in path]), ".")

_segment(key) := sprintf("[%d]", [key]) if {
	is_number(key)
} else := sprintf(".%s", [key]) if {
	regex.match(`^[A-Za-z0-9_-]+$`, key)
} else := sprintf("[\"%s\"]", [key])

_is_harmless("data", value) if secrets.is_harmless_base64(value, input.parameters.placeholders)

_is_harmless("stringData", value) if secrets.is_harmless(value, input.parameters.placeholders)

# A literal gives a value away; a template that takes it from elsewhere does not.
_is_literal(value) if {
	not secrets.is_harmless(value, input.parameters.placeholders)
	not contains(value, "{{")
}

_is_secret_by_look(key, _) if secrets.is_sensitive_name(key)

_is_secret_by_look(_, value) if contains(value, "PRIVATE KEY-----")

_is_sealed(sops) if {
	secrets.is_sops_ciphertext(sops.mac)
	sops.version
}

# A sealed value starts with the length of its RSA part: 256, 384, 512 or 1024 bytes, big-endian, in base64.
_looks_sealed(value) if {
	some prefix in ["AQ", "AY", "Ag", "BA"]
	startswith(value, prefix)
}

_noun(key, value) := noun if {
	noun := _typed_noun(object.get(reviews.object, "type", "Opaque"), key, value)
} else := "a value"

_typed_noun(type, _, value) := sprintf("registry credentials%s", [_hosts(value)]) if {
	type in {"kubernetes.io/dockerconfigjson", "kubernetes.io/dockercfg"}
}

_typed_noun("kubernetes.io/tls", "tls.key", _) := "a TLS private key"

_typed_noun("kubernetes.io/ssh-auth", "ssh-privatekey", _) := "an SSH private key"

_typed_noun("kubernetes.io/basic-auth", "password", _) := "a password"

_typed_noun("kubernetes.io/service-account-token", "token", _) := "an API token"

_typed_noun("bootstrap.kubernetes.io/token", key, _) := "a token that joins nodes to the cluster" if startswith(key, "token-")

_typed_noun("helm.sh/release.v1", "release", _) := "a Helm release with all its values"

# The registries by name, never the credentials.
_hosts(value) := sprintf(" for %s", [concat(", ", sort(object.keys(config)))]) if {
	config := _docker_registries(value)
	count(config) > 0
} else := ""

_docker_registries(value) := config.auths if {
	config := json.unmarshal(_decoded(value))
} else := json.unmarshal(_decoded(value))

_decoded(value) := text if {
	text := base64.decode(value)
} else := value

# A Secret that describes a repository or cluster to Argo CD also carries settings that are no secrets.
_is_argo_cd_setting(key, _) if {
	_describes_to_argo_cd
	key in {
		"type", "name", "project", "server", "enableLfs", "enableOCI", "insecure", "insecureIgnoreHostKey", "depth",
		"forceHttpBasicAuth", "githubAppID", "githubAppInstallationID", "githubAppEnterpriseBaseUrl", "namespaces",
		"clusterResources", "shard", "noProxy", "useAzureWorkloadIdentity", "azureActiveDirectoryEndpoint",
		"azureServicePrincipalClientId", "azureServicePrincipalTenantId",
	}
}

_is_argo_cd_setting(key, value) if {
	_describes_to_argo_cd
	key in {"url", "proxy"}
	not regex.match(`://[^/@]*:[^/@]*@`, _decoded(value))
}

_describes_to_argo_cd if is_string(reviews.object.metadata.labels["argocd.argoproj.io/secret-type"])

_secret_fix := "Encrypt the file again with sops, check that its encrypted_regex covers data and stringData, and change the secret." if {
	reviews.object.sops
} else := "Encrypt it with SOPS or Sealed Secrets, or refer to it with an ExternalSecret; then change the secret, as Git keeps the old one."
