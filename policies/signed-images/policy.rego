# METADATA
# title: Signed images
# description: Every image is signed by those whom the authorities in sluice.yaml name for it.
# custom:
#   policy: signed-images
#   severity: critical
#   sets: [images]
#   optIn: true
#   enforcementAction: deny
#   fix: >-
#     Sign the image, or name who signs it under images.authorities in sluice.yaml ("sluice image verify" shows what was looked for).
package policies.signed_images

violation contains entry.report if {
	some entry in _entries
	entry.tier == "deny"
}

warn contains entry.report if {
	some entry in _entries
	entry.tier == "warn"
}

_entries contains {"tier": tier, "report": _report(image, problem, place)} if {
	some image in input.facts.images
	not _is_exempt(image)
	some problem in _problems(image)
	tier := _tier(problem)
	some place, _ in image.where
}

_report(image, problem, place) := {
	"msg": sprintf("%s: %s %s", [image.where[place], _name(image), problem.message]),
	"path": image.paths[place],
	"details": {
		"code": problem.code,
		"image": image.ref,
		"digest": object.get(image, "digest", ""),
		"authority": object.get(problem, "name", ""),
	},
}

# What each authority misses; else what is wrong with the image as a whole.
_problems(image) := failed if {
	failed := [authority | some authority in image.authorities; not authority.satisfied]
	count(failed) > 0
} else := [{"code": image.code, "message": image.message, "action": action}] if {
	image.status != "verified"
	action := _action(image)
} else := [{
	"code": "IMG_NOT_PINNED",
	"message": sprintf("uses a tag that can be moved; pin it: %s@%s", [image.ref, image.digest]),
	"action": input.parameters.requireDigest,
}] if {
	input.parameters.requireDigest != "off"
	not image.pinned
} else := []

# A run that was told to ask nobody knows nothing; the point after it does.
_action(image) := "warn" if {
	image.code == "IMG_NOT_ASKED"
	image.status == "skipped"
} else := "deny"

_unknown := {
	"IMG_NOT_FOUND",
	"IMG_UNAUTHORIZED",
	"IMG_REGISTRY_DOWN",
	"IMG_TIMEOUT",
	"IMG_ADDRESS_REFUSED",
	"IMG_TOO_LARGE",
	"IMG_REFERENCE_INVALID",
}

_tier(problem) := "warn" if {
	problem.action == "warn"
} else := input.parameters.uncovered if {
	problem.code == "IMG_NO_AUTHORITY"
} else := input.parameters.onError if {
	problem.code in _unknown
} else := "deny"

_is_exempt(image) if {
	some pattern in input.parameters.exempt
	glob.match(pattern, ["/"], sprintf("%s/%s", [image.registry, image.repository]))
}

# The name as it is written, and what it is now.
_name(image) := image.ref if {
	image.pinned
} else := sprintf("%s (%s…)", [image.ref, substring(image.digest, 0, 19)]) if {
	image.digest
} else := image.ref
