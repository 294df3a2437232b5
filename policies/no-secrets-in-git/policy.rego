# METADATA
# title: No secrets in Git
# description: No password, token or key lies readable in a file, an object or its settings.
# custom:
#   policy: no-secrets-in-git
#   severity: critical
#   sets: [baseline, gitops, secrets]
#   enforcementAction: deny
#   fix: >-
#     Move it to a secret store, or encrypt it with SOPS or Sealed Secrets, and refer to it ("sluice fix" shows how). Then change it:
#     Git keeps the old one for ever.
package policies.no_secrets_in_git

violation contains _report(finding) if {
	some finding in _brought
	_tier(finding, "deny")
}

warn contains _report(finding) if {
	some finding in _brought
	_tier(finding, "warn")
	not _tier(finding, "deny")
}

# What the change under review did not bring is not its fault. A whole file is its own change.
_brought contains finding if {
	some finding in input.facts.secrets
	object.get(finding, "added", true)
}

_tier(finding, tier) if finding.confidence in object.get(_settings(finding), tier, input.parameters[tier])

# The first exception whose conditions all hold says what counts; without one the parameters do.
_settings(finding) := exception if {
	exceptions := [exception | some exception in input.parameters.exceptions; _applies(exception, finding)]
	exception := exceptions[0]
} else := {}

_applies(exception, finding) if {
	_about_path(exception, finding)
	_about_rule(exception, finding)
	_about_namespace(exception)
}

_about_path(exception, _) if not exception.paths

_about_path(exception, finding) if {
	some pattern in exception.paths
	glob.match(pattern, ["/"], finding.file)
}

_about_rule(exception, _) if not exception.rules

_about_rule(exception, finding) if finding.rule in exception.rules

_about_namespace(exception) if not exception.namespaces

_about_namespace(exception) if {
	some pattern in exception.namespaces
	glob.match(pattern, [], _namespace)
}

default _namespace := ""

_namespace := input.review.namespace

# Places are where the report points, and no part of what is said: the same object has the same verdict without a file.
_report(finding) := object.union(
	{
		"msg": sprintf("%s holds %s in plain text %s", [_where(finding), finding.title, finding.preview]),
		"details": {
			"rule": finding.rule,
			"confidence": finding.confidence,
			"fingerprint": finding.fingerprint,
		},
		"path": object.get(finding, "path", []),
	},
	_place(finding),
)

_where(finding) := _field(finding.path) if {
	count(finding.path) > 0
} else := "the file"

_place(finding) := {"_loc": {"line": finding.line, "column": finding.column}} if {
	finding.line
} else := {}

# Names a field without its value: stringData.password, stringData["tls.key"], users[0].user.token.
_field(path) := trim_prefix(concat("", [_segment(key) | some key in path]), ".")

_segment(key) := sprintf("[%d]", [key]) if {
	is_number(key)
} else := sprintf(".%s", [key]) if {
	regex.match(`^[A-Za-z0-9_-]+$`, key)
} else := sprintf("[\"%s\"]", [key])
