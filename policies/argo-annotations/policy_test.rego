package policies.argo_annotations_test

import data.lib.fixtures
import data.policies.argo_annotations as policy

test_a_wave_is_a_whole_number if {
	every wave in ["first", "1.5", "", "wave-1"] {
		{violation.path | some violation in policy.violation} == {["metadata", "annotations", "argocd.argoproj.io/sync-wave"]}
			with input as _review({"sync-wave": wave})
	}
	every wave in ["0", "-5", "+1", 3, "{{wave}}"] {
		policy.violation == set() with input as _review({"sync-wave": wave})
	}
}

test_a_hook_has_a_known_phase if {
	some violation in policy.violation with input as _review({"hook": "PostSync, post-sync"})
	violation.msg == "hook phase post-sync is unknown to Argo CD: the resource counts as a hook and is never applied"
	policy.violation == set()
		with input as _review({"hook": "PreSync,Sync", "hook-delete-policy": "HookSucceeded, BeforeHookCreation"})
	policy.violation == set() with input as _review({"hook": "{{phase}}", "sync-options": "{{options}}"})
}

test_a_delete_policy_is_known if {
	some violation in policy.violation with input as _review({"hook": "Sync", "hook-delete-policy": "HookSucceded"})
	startswith(violation.msg, "hook delete policy HookSucceded is unknown")
}

test_sync_options_are_spelt_right if {
	{violation.fix | some violation in policy.violation} == {"Rename it to PruneLast.", "Write Prune= and one of confirm, false, true."}
		with input as _review({"sync-options": "pruneLast=true, Prune=never"})
	policy.violation == set() with input as _review({"sync-options": "Prune=confirm,ServerSideApply=true,"})
}

test_other_annotations_are_not_read if {
	policy.violation == set()
		with input as fixtures.review({"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web", "annotations": {"hook": "x"}}})
	policy.violation == set()
		with input as fixtures.review({"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web", "annotations": null}})
}

_review(annotations) := fixtures.review({"apiVersion": "batch/v1", "kind": "Job", "metadata": {
	"name": "web",
	"annotations": {concat("/", ["argocd.argoproj.io", key]): value | some key, value in annotations},
}})
