# METADATA
# description: Reads image references.
package lib.images

# The digest a reference is pinned to, "sha256:" and 64 hex digits. A malformed digest pins nothing: undefined.
digest(image) := concat("", ["sha256:", hex]) if {
	[_, hex] := split(image, "@sha256:")
	regex.match(`^[0-9a-f]{64}$`, hex)
}

# The tag of a reference, undefined when it has none. A colon before the last slash belongs to the registry's port.
tag(image) := value if {
	segments := split(_without_digest(image), "/")
	[_, value] := split(segments[count(segments) - 1], ":")
	value != ""
}

# The reference without tag and digest.
repository(image) := trim_suffix(reference, concat("", [":", tag(image)])) if {
	reference := _without_digest(image)
} else := _without_digest(image)

# Whether a pattern covers an image. `*` stays within a path segment, `**` crosses them. The pattern is compared with
# the reference as written and without tag and digest.
matches(pattern, image) if glob.match(pattern, ["/"], image)

matches(pattern, image) if glob.match(pattern, ["/"], repository(image))

_without_digest(image) := split(image, "@")[0]
