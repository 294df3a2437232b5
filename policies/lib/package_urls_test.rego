package lib.package_urls_test

import data.lib.package_urls

_openssl := "pkg:deb/debian/openssl@3.0.1?arch=amd64&distro=debian-12"

test_what_is_not_said_may_be_anything if {
	every pattern in [
		_openssl,
		"pkg:deb/debian/openssl@3.0.1",
		"pkg:deb/debian/openssl",
		"pkg:deb/debian/openssl?arch=amd64",
		"pkg:deb/debian/openssl@3.0.1?distro=debian-12",
	] {
		package_urls.covers(pattern, _openssl)
	}
}

test_what_is_said_must_hold if {
	every pattern in [
		"pkg:deb/debian/openssl@3.0",
		"pkg:deb/debian/open",
		"pkg:deb/debian/openssl?arch=arm64",
		"pkg:deb/ubuntu/openssl@3.0.1",
		"pkg:deb/debian/openssl@3.0.1?arch=amd64&extra=1",
		"openssl",
		"",
	] {
		not package_urls.covers(pattern, _openssl)
	}
}
