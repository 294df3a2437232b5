# METADATA
# title: No critical vulnerabilities
# description: Every image was scanned lately, and has no vulnerability that is grave and could be mended.
# custom:
#   policy: no-critical-vulnerabilities
#   severity: high
#   sets: [images]
#   optIn: true
#   enforcementAction: deny
#   fix: >-
#     Rebuild the image on packages that are mended, or attest with VEX why it is not affected.
package policies.no_critical_vulnerabilities

import data.lib.image_facts
import data.lib.package_urls
import data.lib.reviews

# One violation for each image: why nobody can judge it, else what was found in it.
violation contains _report(image, problem) if {
	some ref, image in _images
	problem := _problem(ref, image)
	not _is_unasked(ref, image)
}

warn contains _report(image, problem) if {
	some ref, image in _images
	problem := _problem(ref, image)
	_is_unasked(ref, image)
}

_is_unasked(ref, image) if {
	image_facts.is_unasked(image)
	count(_scans[ref]) == 0
}

_report(image, problem) := {
	"msg": sprintf("%s %s", [image_facts.label(image), problem.text]),
	"path": image_facts.path(image),
	"details": object.union({"image": image.ref, "code": problem.code}, object.get(problem, "details", {})),
	"fix": problem.fix,
}

_images[ref] := image if {
	reviews.object
	some ref, image in input.facts.images
	image_facts.selected(image, input.parameters.images, input.parameters.exclude)
}

_problem(ref, image) := {
	"text": image_facts.unchecked(image),
	"code": object.get(image, "code", "IMG_UNKNOWN"),
	"fix": "Let somebody find out about the image: what nobody knows of it is no reason to run it.",
} if {
	count(_scans[ref]) == 0
	image_facts.unchecked(image)
} else := {
	"text": _missing(image),
	"code": "ATT_MISSING",
	"fix": "Scan the image (trivy image --format cosign-vuln), attest the report (cosign attest --type vuln) as a signer of an authority that covers the image.",
} if {
	count(_scans[ref]) == 0
	input.parameters.requireScan == true
} else := {
	"text": _stale(_scans[ref]),
	"code": "ATT_STALE",
	"fix": "Scan the image again and attest the report: the image stays the same, and what is known of it does not.",
} if {
	count(_scans[ref]) > 0
	count(_fresh[ref]) == 0
} else := {
	"text": sprintf("has %s: %s", [_how_many(_findings[ref]), _summary(_findings[ref])]),
	"code": "VULN_FOUND",
	"details": {"vulnerabilities": array.slice(_names(_findings[ref]), 0, _most_names)},
	"fix": "Rebuild the image on packages that are mended, or attest with VEX why it is not affected.",
} if {
	count(_findings[ref]) > 0
} else := {
	"text": sprintf("has more vulnerabilities than are read, and the rest may be %s", [concat(" or ", input.parameters.severities)]),
	"code": "VULN_TRUNCATED",
	"fix": "Rebuild the image on a newer or smaller base.",
} if {
	some scan in _current[ref]
	_may_hide(scan)
}

# The reports that count: those that somebody signed whom an authority trusts, and files where they are accepted, too.
_scans[ref] := array.concat(
	[scan | some attestation in image.attestations; scan := attestation.scan],
	[scan | input.parameters.evidence == "any"; some scan in image.scans],
) if {
	some ref, image in _images
}

_fresh[ref] := [scan | some scan in scans; _is_fresh(scan)] if some ref, scans in _scans

_is_fresh(_) if input.parameters.maxScanAgeDays == 0

_is_fresh(scan) if {
	finished := time.parse_rfc3339_ns(scan.finishedOn)
	time.now_ns() - finished <= input.parameters.maxScanAgeDays * _day
}

_day := 86400000000000

# Of each scanner the newest reports: those before them knew less.
_current[ref] := [scan |
	some scan in scans
	_finished(scan) == max([_finished(other) | some other in scans; other.scanner == scan.scanner])
] if {
	some ref, scans in _fresh
}

_finished(scan) := object.get(scan, "finishedOn", "")

# An array, for the gravest come first.
_findings[ref] := [vulnerability |
	some severity in _severities
	vulnerability := {found |
		some scan in scans
		some found in scan.vulnerabilities
		found.severity == severity
		_counts(found)
		not _is_ignored(found)
		not _is_vexed(ref, found)
	}[_]
] if {
	some ref, scans in _current
}

_severities := [severity |
	some severity in ["CRITICAL", "HIGH", "UNKNOWN", "MEDIUM", "LOW", "NEGLIGIBLE"]
	severity in input.parameters.severities
]

_counts(found) if found.fixed != ""

_counts(_) if not input.parameters.fixedOnly == true

# Reports are cut after the gravest. One that ends with what counts may have gone on with it.
_may_hide(scan) if {
	scan.truncated == true
	last := scan.vulnerabilities[count(scan.vulnerabilities) - 1]
	last.severity in input.parameters.severities
	_counts(last)
}

_is_ignored(found) if {
	some entry in input.parameters.ignore
	entry.id in _ids(found)
	time.now_ns() <= time.parse_rfc3339_ns(sprintf("%sT23:59:59Z", [entry.expires]))
}

_ids(found) := {found.id} | {alias | some alias in found.aliases}

# Whether a signed statement says that the vulnerability does no harm here, and no later one takes it back.
_is_vexed(ref, found) if {
	statements := [statement |
		some id in _ids(found)
		some statement in _vex[ref][id]
		_is_about(statement, _images[ref], found)
	]
	some statement in statements
	statement.status in {"not_affected", "fixed"}
	not _is_taken_back(statement, statements)
}

_is_taken_back(statement, statements) if {
	some other in statements
	other.status in {"affected", "under_investigation"}
	object.get(other, "timestamp", "9999") >= object.get(statement, "timestamp", "")
}

# Statements by what they call the vulnerability: there may be thousands of both.
_vex[ref][id] contains statement if {
	some ref, image in _images
	some attestation in image.attestations
	some statement in attestation.vex
	some id in _names_of(statement)
}

_names_of(statement) := {statement.vulnerability} | {alias | some alias in statement.aliases}

_is_about(statement, image, _) if {
	_is_about_image(statement, image)
	not statement.subcomponents
}

_is_about(statement, image, found) if {
	_is_about_image(statement, image)
	some part in statement.subcomponents
	package_urls.covers(part, found.purl)
}

_is_about(statement, _, found) if {
	not statement.subcomponents
	some product in statement.products
	package_urls.covers(product, found.purl)
}

_is_about_image(statement, _) if count(statement.products) == 0

_is_about_image(statement, image) if {
	some product in statement.products
	product in {image.digest, image_facts.repository(image)}
}

_missing(image) := "is covered by no authority, so no attestation of it can be verified" if {
	image.code == "IMG_NO_AUTHORITY"
} else := "has a verified vuln attestation that cannot be read: it holds no report of Trivy, Grype or Snyk" if {
	some attestation in image.attestations
	startswith(attestation.predicateType, "https://cosign.sigstore.dev/attestation/vuln/")
} else := "has neither a verified vuln attestation nor a report that came as a file" if {
	input.parameters.evidence == "any"
} else := "has no verified vuln attestation"

_stale(scans) := sprintf("was scanned last on %s, which is more than %v days ago", [substring(newest, 0, 10), input.parameters.maxScanAgeDays]) if {
	newest := max([_finished(scan) | some scan in scans])
	newest != ""
} else := sprintf("has a report of %s that does not say when it was made, and reports may not be older than %v days (maxScanAgeDays)", [scans[0].scanner, input.parameters.maxScanAgeDays])

_how_many(findings) := sprintf("a vulnerability that is %s", [_gravity]) if {
	count(findings) == 1
} else := sprintf("%d vulnerabilities that are %s", [count(findings), _gravity])

_gravity := sprintf("%s and can be mended", [concat(" or ", _severities)]) if {
	input.parameters.fixedOnly == true
} else := concat(" or ", _severities)

_summary(findings) := concat("; ", array.concat(lines, more)) if {
	lines := [_line(finding) | some finding in array.slice(findings, 0, _most_lines)]
	more := [sprintf("and %d more", [count(findings) - _most_lines]) | count(findings) > _most_lines]
}

_line(found) := sprintf("%s %s %s %s → fixed %s", [found.id, found.severity, found.package, found.version, found.fixed]) if {
	found.fixed != ""
} else := sprintf("%s %s %s %s, nothing mends it yet", [found.id, found.severity, found.package, found.version])

_names(findings) := [found.id | some found in findings]

_most_lines := 5

_most_names := 100
