# METADATA
# description: |
#   What policies say of images in the same words. They read input.facts.images themselves: that is how Sluice knows that
#   registries must be asked for them.
package lib.image_facts

# How a message names an image: where it stands first, then what is written there and which bytes that is.
label(image) := sprintf("%s: %s%s", [_where(image), image.ref, _digest(image)])

# The place that a violation points at: the first of those that name the image.
path(image) := image.paths[0] if {
	image.paths[0]
} else := []

# Why nobody knows anything of the image; undefined when somebody does.
unchecked(image) := _reason(image) if image.status in {"error", "skipped"}

# A run that was told to ask nobody knows nothing, and the point after it does: a reason to warn.
is_unasked(image) if {
	image.status == "skipped"
	image.code == "IMG_NOT_ASKED"
}

# Whether globs over registry/repository pick the image. A text that names no image is picked by all: it passes nowhere.
selected(image, _, _) if image.repository == ""

selected(image, patterns, exclude) if {
	image.repository != ""
	name := repository(image)
	_matches(patterns, name)
	not _matches(exclude, name)
}

repository(image) := concat("/", [image.registry, image.repository])

_matches(patterns, name) if {
	some pattern in patterns
	glob.match(pattern, ["/"], name)
}

_where(image) := image.where[0] if {
	count(image.where) == 1
} else := sprintf("%s and %d more", [image.where[0], count(image.where) - 1]) if {
	count(image.where) > 1
} else := "the object"

# The digest is told where it is not written already.
_digest(image) := sprintf(" (%s…)", [substring(image.digest, 0, 15)]) if {
	image.digest
	not contains(image.ref, image.digest)
} else := ""

_reason(image) := image.message if {
	image.message != ""
} else := "could not be checked"
