package policies.no_critical_vulnerabilities_test

import data.policies.no_critical_vulnerabilities as policy

_now := 1795219200000000000 # 2026-11-21

_digest := "sha256:97fc2230a4b2a5f4a1d5a7bd5a4e8b6a35e1d4a0fe4f0d6a7e1c9b8d7f6e5d4c"

_defaults := {
	"severities": ["CRITICAL"],
	"fixedOnly": true,
	"requireScan": true,
	"maxScanAgeDays": 14,
	"evidence": "attested",
	"ignore": [],
	"images": ["**"],
	"exclude": [],
}

_openssl := {
	"id": "CVE-2026-1234",
	"aliases": ["GHSA-aaaa-bbbb-cccc"],
	"severity": "CRITICAL",
	"package": "openssl",
	"version": "3.0.1",
	"purl": "pkg:apk/alpine/openssl@3.0.1?arch=x86_64",
	"fixed": "3.0.8",
}

_scan(changes) := object.union(
	{"scanner": "trivy", "finishedOn": "2026-11-20T00:00:00.000Z", "vulnerabilities": [_openssl]},
	changes,
)

_attested(scan) := {"predicateType": "https://cosign.sigstore.dev/attestation/vuln/v1", "scan": scan}

_image(changes) := object.union(
	{
		"ref": "ghcr.io/acme/web:1",
		"registry": "ghcr.io",
		"repository": "acme/web",
		"status": "verified",
		"digest": _digest,
		"where": ["spec.containers[0].image"],
		"paths": [["spec", "containers", 0, "image"]],
		"attestations": [_attested(_scan({}))],
		"scans": [],
	},
	changes,
)

_input(image, parameters) := {
	"review": {"kind": {"group": "", "version": "v1", "kind": "Pod"}, "operation": "CREATE", "object": {"kind": "Pod"}},
	"facts": {"images": {image.ref: image}},
	"parameters": object.union(_defaults, parameters),
}

_violations(image, parameters) := violations if {
	violations := policy.violation with input as _input(image, parameters) with time.now_ns as _now
}

_message(image, parameters) := violation.msg if {
	violations := _violations(image, parameters)
	count(violations) == 1
	some violation in violations
}

_code(image, parameters) := violation.details.code if some violation in _violations(image, parameters)

_passes(image, parameters) if _violations(image, parameters) == set()

_with_vex(statements) := _image({"attestations": [
	_attested(_scan({})),
	{"predicateType": "https://openvex.dev/ns/v0.2.0", "vex": statements},
]})

_with_scans(scans) := _image({"attestations": [_attested(scan) | some scan in scans]})

_head := "spec.containers[0].image: ghcr.io/acme/web:1 (sha256:97fc2230…) "

test_a_critical_vulnerability_that_can_be_mended_is_denied if {
	_violations(_image({}), {}) == {{
		"msg": concat("", [_head, "has a vulnerability that is CRITICAL and can be mended: CVE-2026-1234 CRITICAL openssl 3.0.1 → fixed 3.0.8"]),
		"path": ["spec", "containers", 0, "image"],
		"details": {"image": "ghcr.io/acme/web:1", "code": "VULN_FOUND", "vulnerabilities": ["CVE-2026-1234"]},
		"fix": "Rebuild the image on packages that are mended, or attest with VEX why it is not affected.",
	}}
}

test_what_nothing_mends_counts_where_it_should if {
	scan := _scan({"vulnerabilities": [object.union(_openssl, {"fixed": ""})]})
	_passes(_with_scans([scan]), {})
	endswith(_message(_with_scans([scan]), {"fixedOnly": false}), "is CRITICAL: CVE-2026-1234 CRITICAL openssl 3.0.1, nothing mends it yet")
}

test_only_severities_that_are_asked_for_count if {
	scan := _scan({"vulnerabilities": [object.union(_openssl, {"severity": "HIGH"})]})
	_passes(_with_scans([scan]), {})
	_code(_with_scans([scan]), {"severities": ["CRITICAL", "HIGH"]}) == "VULN_FOUND"
}

test_many_are_summed_up_in_one_violation_gravest_first if {
	critical := [object.union(_openssl, {"id": sprintf("CVE-2026-100%d", [n])}) | some n in numbers.range(1, 6)]
	high := [object.union(_openssl, {"id": "CVE-2026-0001", "severity": "HIGH"})]
	scan := _scan({"vulnerabilities": array.concat(high, critical)})
	message := _message(_with_scans([scan]), {"severities": ["HIGH", "CRITICAL"]})
	contains(message, "has 7 vulnerabilities that are CRITICAL or HIGH and can be mended: CVE-2026-1001 CRITICAL")
	endswith(message, "; and 2 more")
}

test_the_same_in_two_reports_is_one if {
	scans := [_scan({}), _scan({"scanner": "grype"})]
	contains(_message(_with_scans(scans), {}), "has a vulnerability that is")
}

test_an_image_without_a_scan_is_denied_unless_none_is_wanted if {
	_message(_image({"attestations": []}), {}) == concat("", [_head, "has no verified vuln attestation"])
	_code(_image({"attestations": []}), {}) == "ATT_MISSING"
	_passes(_image({"attestations": []}), {"requireScan": false})
}

test_why_there_is_no_scan_is_said if {
	none := {"attestations": []}
	contains(_message(_image(object.union(none, {"status": "untrusted", "code": "IMG_NO_AUTHORITY"})), {}), "covered by no authority")
	contains(_message(_image(none), {"evidence": "any"}), "nor a report that came as a file")
	unreadable := {"attestations": [{"predicateType": "https://cosign.sigstore.dev/attestation/vuln/v1", "predicate": {}}]}
	contains(_message(_image(unreadable), {}), "cannot be read")
}

test_an_image_of_which_nothing_is_known_is_denied_once if {
	every status in ["error", "skipped"] {
		image := _image({"status": status, "code": "IMG_TIMEOUT", "message": "could not be read: registry ghcr.io did not answer", "attestations": []})
		every parameters in [{}, {"requireScan": false}, {"evidence": "any"}] {
			_message(image, parameters) == concat("", [_head, "could not be read: registry ghcr.io did not answer"])
			_code(image, parameters) == "IMG_TIMEOUT"
		}
	}
}

test_files_count_only_where_they_are_accepted if {
	image := _image({"attestations": [], "scans": [_scan({"file": "scan.json"})]})
	_code(image, {}) == "ATT_MISSING"
	_code(image, {"evidence": "any"}) == "VULN_FOUND"
	clean := _image({"attestations": [], "status": "error", "scans": [_scan({"file": "scan.json", "vulnerabilities": []})]})
	_passes(clean, {"evidence": "any"})
	_code(clean, {}) == "IMG_UNKNOWN"
}

test_an_old_scan_is_stale_and_a_newer_one_takes_its_place if {
	old := _scan({"finishedOn": "2026-10-07T00:00:00.000Z", "vulnerabilities": []})
	_message(_with_scans([old]), {}) == concat("", [_head, "was scanned last on 2026-10-07, which is more than 14 days ago"])
	_code(_with_scans([old]), {}) == "ATT_STALE"
	_passes(_with_scans([old]), {"maxScanAgeDays": 60})
	_passes(_with_scans([old]), {"maxScanAgeDays": 0})
	_passes(_with_scans([object.union(_scan({}), {"finishedOn": "2026-10-07T00:00:00.000Z"}), _scan({"vulnerabilities": []})]), {})
}

test_the_newest_report_of_a_scanner_counts_and_each_scanner_does if {
	before := _scan({"finishedOn": "2026-11-19T00:00:00.000Z"})
	_passes(_with_scans([before, _scan({"vulnerabilities": []})]), {})
	_code(_with_scans([before, _scan({"scanner": "grype", "vulnerabilities": []})]), {}) == "VULN_FOUND"
}

test_a_report_without_a_time_is_none_unless_any_age_will_do if {
	timeless := object.remove(_scan({"scanner": "snyk", "vulnerabilities": []}), ["finishedOn"])
	contains(_message(_with_scans([timeless]), {}), "a report of snyk that does not say when it was made")
	_passes(_with_scans([timeless]), {"maxScanAgeDays": 0})
}

test_a_report_that_was_cut_within_what_counts_does_not_pass if {
	unfixed := object.union(_openssl, {"fixed": ""})
	cut := _scan({"truncated": true, "vulnerabilities": [unfixed]})
	_passes(_with_scans([cut]), {})
	vexed := object.union(_with_vex([{"vulnerability": "CVE-2026-1234", "status": "not_affected", "products": []}]), {})
	hidden := object.union(vexed, {"attestations": array.concat([_attested(_scan({"truncated": true}))], array.slice(vexed.attestations, 1, 2))})
	_code(hidden, {}) == "VULN_TRUNCATED"
	milder := object.union(_openssl, {"id": "CVE-2026-5", "severity": "LOW"})
	whole := _scan({"truncated": true, "vulnerabilities": [milder]})
	_passes(_with_scans([whole]), {})
}

test_ignored_vulnerabilities_pass_until_their_last_day if {
	entry := {"id": "CVE-2026-1234", "reason": "not reachable", "expires": "2026-11-21"}
	_passes(_image({}), {"ignore": [entry]})
	_passes(_image({}), {"ignore": [object.union(entry, {"id": "GHSA-aaaa-bbbb-cccc"})]})
	_code(_image({}), {"ignore": [object.union(entry, {"expires": "2026-11-20"})]}) == "VULN_FOUND"
	_code(_image({}), {"ignore": [object.union(entry, {"expires": "2027-02-30"})]}) == "VULN_FOUND"
	_code(_image({}), {"ignore": [object.union(entry, {"id": "CVE-2026-123"})]}) == "VULN_FOUND"
}

test_vex_suppresses_what_does_no_harm if {
	base := {"vulnerability": "CVE-2026-1234", "status": "not_affected", "products": []}
	every changes in [
		{},
		{"status": "fixed"},
		{"vulnerability": "GHSA-aaaa-bbbb-cccc"},
		{"vulnerability": "CVE-1", "aliases": ["CVE-2026-1234"]},
		{"products": [_digest]},
		{"products": ["ghcr.io/acme/web"]},
		{"products": ["pkg:apk/alpine/openssl"]},
		{"products": ["pkg:apk/alpine/openssl@3.0.1?arch=x86_64"]},
		{"products": [_digest], "subcomponents": ["pkg:apk/alpine/openssl@3.0.1"]},
	] {
		_passes(_with_vex([object.union(base, changes)]), {})
	}
}

test_vex_suppresses_nothing_else if {
	base := {"vulnerability": "CVE-2026-1234", "status": "not_affected", "products": []}
	every changes in [
		{"status": "affected"},
		{"status": "under_investigation"},
		{"vulnerability": "CVE-2026-12345"},
		{"products": ["sha256:0000000000000000000000000000000000000000000000000000000000000000"]},
		{"products": ["ghcr.io/acme"]},
		{"products": ["pkg:apk/alpine/openssl@3.0.2"]},
		{"products": [_digest], "subcomponents": ["pkg:apk/alpine/zlib"]},
		{"products": ["ghcr.io/acme/other"], "subcomponents": ["pkg:apk/alpine/openssl"]},
	] {
		_code(_with_vex([object.union(base, changes)]), {}) == "VULN_FOUND"
	}
}

test_the_last_word_of_vex_holds if {
	early := {"vulnerability": "CVE-2026-1234", "products": [], "status": "not_affected", "timestamp": "2026-11-01T00:00:00.000Z"}
	late := {"vulnerability": "CVE-2026-1234", "products": [], "status": "affected", "timestamp": "2026-11-02T00:00:00.000Z"}
	_code(_with_vex([early, late]), {}) == "VULN_FOUND"
	_code(_with_vex([early, object.remove(late, ["timestamp"])]), {}) == "VULN_FOUND"
	_passes(_with_vex([object.union(early, {"status": "affected"}), object.union(late, {"status": "fixed"})]), {})
}

test_an_image_that_nobody_was_to_ask_about_is_warned_of if {
	image := _image({"status": "skipped", "code": "IMG_NOT_ASKED", "message": "was not checked: --images off", "attestations": []})
	_passes(image, {})
	warnings := policy.warn with input as _input(image, {}) with time.now_ns as _now
	{warning.msg | some warning in warnings} == {concat("", [_head, "was not checked: --images off"])}
	every code in ["IMG_NOT_LOCKED", "IMG_LOCK_STALE"] {
		_code(object.union(image, {"code": code}), {}) == code
	}
}

test_images_are_judged_by_their_names if {
	_passes(_image({}), {"exclude": ["ghcr.io/acme/*"]})
	_passes(_image({}), {"images": ["docker.io/**"]})
	_code(_image({}), {"images": ["ghcr.io/**"]}) == "VULN_FOUND"
}

test_every_image_has_its_own_violation if {
	one := _image({})
	two := _image({"ref": "ghcr.io/acme/db:1", "attestations": []})
	both := object.union(_input(one, {}), {"facts": {"images": {one.ref: one, two.ref: two}}})
	count(policy.violation) == 2 with input as both with time.now_ns as _now
}

test_a_deletion_is_not_judged if {
	deletion := object.union(_input(_image({}), {}), {"review": {"operation": "DELETE"}})
	policy.violation == set() with input as deletion with time.now_ns as _now
}
