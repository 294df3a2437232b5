package policies.drop_capabilities_test

import data.lib.fixtures
import data.policies.drop_capabilities as policy

test_silence_is_denied if {
	policy.violation == {{
		"msg": "container \"web\" does not drop capabilities: ALL",
		"path": ["spec", "containers", 0, "securityContext", "capabilities", "drop"],
		"details": {"missing": ["ALL"]},
		"fix": "Set securityContext.capabilities.drop: [ALL] on the container.",
	}} with input as _review({})
}

test_dropping_all_is_allowed if {
	policy.violation == set() with input as _review({"drop": ["ALL"], "add": ["NET_BIND_SERVICE"]})
}

test_all_covers_a_named_capability if {
	review := object.union(_review({"drop": ["ALL"]}), {"parameters": {"requiredDrop": ["NET_RAW", "SYS_ADMIN"]}})
	policy.violation == set() with input as review
}

test_named_capabilities_are_listed if {
	review := object.union(_review({"drop": ["NET_RAW"]}), {"parameters": {"requiredDrop": ["NET_RAW", "SYS_ADMIN", "MKNOD"]}})
	{violation.details.missing | some violation in policy.violation} == {["SYS_ADMIN", "MKNOD"]} with input as review
}

test_an_added_capability_is_denied_at_its_item if {
	policy.violation == {{
		"msg": "container \"web\" adds capability SYS_ADMIN, which is not allowed",
		"path": ["spec", "containers", 0, "securityContext", "capabilities", "add", 1],
		"fix": "Remove it; allowed are: NET_BIND_SERVICE.",
	}} with input as _review({"drop": ["ALL"], "add": ["NET_BIND_SERVICE", "SYS_ADMIN"]})
}

test_the_fix_names_no_alternative_when_there_is_none if {
	review := object.union(_review({"drop": ["ALL"], "add": ["KILL"]}), {"parameters": {"allowedAdd": []}})
	{violation.fix | some violation in policy.violation} == {"Remove it: no capability may be added."}
		with input as review
}

test_another_spelling_is_not_allowed_by_accident if {
	count(policy.violation) == 3
		with input as _review({"drop": ["all"], "add": ["net_bind_service", "CAP_NET_BIND_SERVICE"]})
}

test_text_where_a_list_belongs_drops_nothing if {
	count(policy.violation) == 1 with input as _review({"drop": "ALL"})
	count(policy.violation) == 1
		with input as fixtures.with_parameters(fixtures.pod_with({"securityContext": null}), _defaults)
}

test_windows_need_not_drop_but_may_not_add if {
	pod := fixtures.pod({"os": {"name": "windows"}, "containers": [
		fixtures.container({}),
		fixtures.container({"securityContext": {"capabilities": {"add": ["KILL"]}}}),
	]})
	{violation.path[2] | some violation in policy.violation} == {1}
		with input as fixtures.with_parameters(pod, _defaults)
}

_defaults := {"requiredDrop": ["ALL"], "allowedAdd": ["NET_BIND_SERVICE"]}

_review(capabilities) := fixtures.with_parameters(
	fixtures.pod_with({"securityContext": {"capabilities": capabilities}}),
	_defaults,
)
