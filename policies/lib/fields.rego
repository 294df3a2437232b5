# METADATA
# description: Names fields in messages, and finds what a misspelt one was meant to be.
package lib.fields

# A path as people write it: spec.sources[0].repoURL, data["tls.key"].
text(path) := trim_prefix(concat("", [_segment(key) | some key in path]), ".")

# What to do about a field that does not exist.
fix_unknown(key, known) := sprintf("Rename it to %s.", [candidate]) if {
	some candidate in known
	_normal(candidate) == _normal(key)
} else := "Remove it, or move it to the object where it belongs."

# Letters only and without a plural: selfheal, self-heal and selfHeals all mean selfHeal.
_normal(key) := trim_suffix(lower(replace(replace(key, "-", ""), "_", "")), "s")

_segment(key) := sprintf("[%d]", [key]) if {
	is_number(key)
} else := concat("", [".", key]) if {
	regex.match(`^[A-Za-z0-9_-]+$`, key)
} else := concat("", ["[\"", key, "\"]"])
