package policies.argo_rbac_test

import data.lib.fixtures
import data.policies.argo_rbac as policy

test_admin_by_default_is_denied if {
	policy.violation == {{
		"msg": "policy.default is role:admin: everybody who can log in is administrator of Argo CD, and through it of its clusters",
		"path": ["data", "policy.default"],
	}} with input as _review({"policy.default": "role:admin"})
}

test_readonly_by_default_passes if {
	every role in ["role:readonly", "", null] {
		policy.violation == set() with input as _review({"policy.default": role})
	}
}

test_all_rights_for_another_role_are_denied_with_the_line if {
	policy.violation == {{
		"msg": "role:developer may do everything (line 2 of policy.csv), exec into pods and changes to Argo CD included",
		"path": ["data", "policy.csv"],
	}} with input as _review({"policy.csv": "p, role:admin, *, *, *, allow\np, role:developer, *, *, */*, allow\n"})
}

test_further_files_are_read if {
	count(policy.violation) == 1 with input as _review({"policy.team.csv": "p,team,*,*,*,allow"})
}

test_narrow_rules_pass if {
	policy.violation == set()
		with input as _review({"policy.csv": "# rules\n\np, dev, applications, *, */*, allow\np, dev, *, *, *, deny\ng, acme:dev, dev\n"})
	policy.violation == set() with input as _review(null)
}

test_other_objects_and_keys_are_not_read if {
	bad := {"policy.default": "role:admin", "policy.csv": "p, team, *, *, *, allow"}
	count(policy.violation) == 2 with input as _review(bad)
	policy.violation == set()
		with input as object.union(_review(bad), {"review": {"object": {"metadata": {"name": "other"}}}})
	policy.violation == set() with input as object.union(_review(bad), {"review": {"kind": {"kind": "Secret"}}})
	policy.violation == set() with input as _review({"policy.txt": bad["policy.csv"], "team.csv": bad["policy.csv"]})
}

_review(data_field) := fixtures.with_parameters(
	{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "argocd-rbac-cm"}, "data": data_field},
	{"adminRoles": ["role:admin"]},
)
