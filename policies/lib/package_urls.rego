# METADATA
# description: Compares package URLs in the one spelling that facts have.
package lib.package_urls

# Whether a package URL names a package: what it does not say, such as a version or a qualifier, may be anything.
covers(pattern, purl) if pattern == purl

covers(pattern, purl) if {
	startswith(pattern, "pkg:")
	[name, wanted] := _parts(pattern)
	[full_name, given] := _parts(purl)
	_same_name(name, full_name)
	count(wanted - given) == 0
}

_same_name(name, full_name) if name == full_name

# An "@" in a name is encoded, so this one begins a version.
_same_name(name, full_name) if startswith(full_name, concat("", [name, "@"]))

_parts(purl) := [name, {qualifier | some qualifier in split(rest, "&"); qualifier != ""}] if {
	[name, rest] := split(purl, "?")
} else := [purl, set()]
