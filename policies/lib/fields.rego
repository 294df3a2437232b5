# METADATA
# description: Names fields in messages, and finds what a misspelt one was meant to be.
package lib.fields

# A path as people write it: spec.sources[0].repoURL, data["tls.key"].
text(path) := trim_prefix(concat("", [_segment(key) | some key in path]), ".")

# What to do about a field that does not exist.
fix_unknown(key, known) := sprintf("Rename it to %s.", [candidates[0]]) if {
	candidates := _similar(key, known)
	count(candidates) > 0
} else := "Remove it, or move it to the object where it belongs."

# Same letters first (selfheal means selfHeal), then the same but for a plural (valueFile means valueFiles).
_similar(key, known) := array.concat(
	sort([candidate | some candidate in known; _letters(candidate) == _letters(key)]),
	sort([candidate | some candidate in known; _singular(candidate) == _singular(key)]),
)

_letters(key) := lower(replace(replace(key, "-", ""), "_", ""))

_singular(key) := trim_suffix(_letters(key), "s")

_segment(key) := sprintf("[%d]", [key]) if {
	is_number(key)
} else := concat("", [".", key]) if {
	regex.match(`^[A-Za-z0-9_-]+$`, key)
} else := concat("", ["[\"", key, "\"]"])
