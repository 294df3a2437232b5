# METADATA
# title: Provenance
# description: Every image has verified provenance, by a builder that is trusted and from a source that is expected.
# custom:
#   policy: provenance
#   severity: high
#   sets: [images]
#   optIn: true
#   enforcementAction: deny
#   fix: >-
#     Build the image where provenance is attested, from the repository that it is said to come from.
package policies.provenance

import data.lib.image_facts
import data.lib.reviews

violation contains _report(image) if {
	some image in _images
	not image_facts.is_unasked(image)
}

warn contains _report(image) if {
	some image in _images
	image_facts.is_unasked(image)
}

_images contains image if {
	reviews.object
	some image in input.facts.images
	image_facts.selected(image, input.parameters.images, input.parameters.exclude)
}

_report(image) := {
	"msg": sprintf("%s %s", [image_facts.label(image), problem.text]),
	"path": image_facts.path(image),
	"details": {"image": image.ref, "code": problem.code},
	"fix": problem.fix,
} if {
	problem := _problem(image)
}

_problem(image) := {
	"text": image_facts.unchecked(image),
	"code": object.get(image, "code", "IMG_UNKNOWN"),
	"fix": "Let somebody find out about the image: what nobody knows of it is no reason to run it.",
} if {
	image_facts.unchecked(image)
} else := {
	"text": _missing(image),
	"code": "ATT_MISSING",
	"fix": "Attest provenance where the image is built (actions/attest-build-provenance, or cosign attest --type slsaprovenance1) as a signer of an authority that covers the image.",
} if {
	count(_provenances(image)) == 0
} else := {
	"text": _mismatch(image),
	"code": "PROVENANCE_UNEXPECTED",
	"fix": "Run an image that was built as it should be; or, if this one was, say so in the parameters of the constraint.",
} if {
	not _is_expected(image)
}

_provenances(image) := [provenance | some attestation in image.attestations; provenance := attestation.provenance]

# One statement must hold as a whole: a trusted builder of one and a good source of another prove nothing together.
_is_expected(image) if {
	some provenance in _provenances(image)
	every part in _parts {
		_fits(provenance, part)
	}
}

_parts := [
	{"field": "builder", "wanted": input.parameters.builders, "verb": "built by"},
	{"field": "sourceUri", "wanted": input.parameters.sources, "verb": "built from"},
	{"field": "sourceRef", "wanted": input.parameters.refs, "verb": "built from"},
]

_fits(_, part) if count(part.wanted) == 0

_fits(provenance, part) if {
	some pattern in part.wanted
	glob.match(pattern, ["/"], provenance[part.field])
}

_missing(image) := "is covered by no authority, so no provenance of it can be verified" if {
	image.code == "IMG_NO_AUTHORITY"
} else := "has verified provenance that cannot be read: it names no builder" if {
	some attestation in image.attestations
	startswith(attestation.predicateType, "https://slsa.dev/provenance/")
} else := "has no verified provenance (SLSA)"

# What is wrong with each statement, and then what would be right.
_mismatch(image) := sprintf("%s; wanted %s", [concat("; and it ", found), concat(", ", wanted)]) if {
	faults := [_faults(provenance) | some provenance in array.slice(_provenances(image), 0, _most_statements)]
	found := [concat(" and ", [_fault_text(provenance, part) | some part in _faults(provenance)]) |
		some provenance in array.slice(_provenances(image), 0, _most_statements)
	]
	fields := {part.field | some list in faults; some part in list}
	wanted := [_wanted_text(part) | some part in _parts; part.field in fields]
}

_faults(provenance) := [part | some part in _parts; not _fits(provenance, part)]

_fault_text(provenance, part) := sprintf("was %s %s", [part.verb, provenance[part.field]]) if {
	provenance[part.field]
} else := sprintf("does not say which %s it was %s", [_nouns[part.field], part.verb])

_wanted_text(part) := sprintf("%s %s", [_nouns[part.field], concat(" or ", part.wanted)])

_nouns := {"builder": "builder", "sourceUri": "repository", "sourceRef": "ref"}

_most_statements := 3
