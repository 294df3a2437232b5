package policies.no_automounted_token_test

import data.lib.fixtures
import data.policies.no_automounted_token as policy

test_the_default_account_is_reported if {
	policy.violation == {{
		"msg": "the pod mounts the API token of its namespace's default service account, which every intruder in it can use",
		"path": ["spec", "automountServiceAccountToken"],
	}} with input as fixtures.review(fixtures.pod_with({}))
}

test_opting_out_passes if {
	policy.violation == set() with input as _review({"automountServiceAccountToken": false})
}

test_an_own_account_passes_under_both_spellings if {
	policy.violation == set() with input as _review({"serviceAccountName": "web"})
	policy.violation == set() with input as _review({"serviceAccount": "web"})
}

test_the_default_account_by_name_is_reported if {
	every account in ["default", "", null] {
		count(policy.violation) == 1
			with input as _review({"serviceAccountName": account, "automountServiceAccountToken": true})
	}
}

test_an_object_without_containers_is_no_pod if {
	policy.violation == set() with input as fixtures.review(fixtures.pod({}))
}

_review(spec) := fixtures.review(fixtures.pod(object.union({"containers": [fixtures.container({})]}, spec)))
