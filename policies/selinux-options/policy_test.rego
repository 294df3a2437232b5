package policies.selinux_options_test

import data.lib.fixtures
import data.policies.selinux_options as policy

test_a_type_outside_the_list_is_denied if {
	policy.violation == {{
		"msg": "the pod sets SELinux type spc_t, which can leave the confinement of containers",
		"path": ["spec", "securityContext", "seLinuxOptions", "type"],
	}} with input as _pod({"type": "spc_t"}, null)
}

test_user_and_role_are_denied_on_a_container if {
	{violation.path[5] | some violation in policy.violation} == {"user", "role"}
		with input as _pod(null, {"user": "system_u", "role": "system_r"})
}

test_levels_listed_types_and_empty_values_pass if {
	policy.violation == set()
		with input as _pod({"type": "container_t", "level": "s0:c1,c2"}, {"type": "", "user": null, "role": ""})
	policy.violation == set() with input as _pod(null, null)
}

_pod(pod_options, container_options) := fixtures.with_parameters(
	fixtures.pod({
		"securityContext": {"seLinuxOptions": pod_options},
		"containers": [fixtures.container({"securityContext": {"seLinuxOptions": container_options}})],
	}),
	{"allowedTypes": ["container_t"]},
)
