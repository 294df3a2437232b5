# METADATA
# title: Argo CD annotations
# description: Annotations that steer Argo CD have keys and values that it understands.
# custom:
#   policy: argo-annotations
#   severity: high
#   sets: [gitops]
#   enforcementAction: deny
#   match:
#     kinds:
#       - apiGroups: ["*"]
#         kinds: ["*"]
#   fix: Correct the annotation; a hook with an unknown phase is never applied.
package policies.argo_annotations

import data.lib.argo
import data.lib.fields
import data.lib.reviews

violation contains {
	"msg": sprintf("sync wave \"%v\" is not a whole number: Argo CD puts the resource into wave 0", [wave]),
	"path": _path("sync-wave"),
	"fix": "Write a whole number in quotes, such as \"-1\".",
} if {
	wave := _annotations["argocd.argoproj.io/sync-wave"]
	not _is_templated(wave)
	not regex.match(`^[-+]?[0-9]+$`, sprintf("%v", [wave]))
}

violation contains {
	"msg": sprintf("hook phase %s is unknown to Argo CD: the resource counts as a hook and is never applied", [phase]),
	"path": _path("hook"),
	"fix": sprintf("Use one of %s.", [concat(", ", sort(_phases))]),
} if {
	some phase in _list("hook")
	not phase in _phases
}

violation contains {
	"msg": sprintf("hook delete policy %s is unknown to Argo CD, which ignores it", [policy]),
	"path": _path("hook-delete-policy"),
	"fix": sprintf("Use one of %s.", [concat(", ", sort(_delete_policies))]),
} if {
	some policy in _list("hook-delete-policy")
	not policy in _delete_policies
}

violation contains {
	"msg": sprintf("%s is not a sync option of Argo CD, which ignores it", [option.name]),
	"path": _path("sync-options"),
	"fix": fields.fix_unknown(option.name, object.keys(argo.option_values)),
} if {
	some text in _list("sync-options")
	option := argo.option(text)
	not argo.option_values[option.name]
}

violation contains {
	"msg": sprintf("sync option %s has value \"%s\", which Argo CD ignores", [option.name, option.value]),
	"path": _path("sync-options"),
	"fix": sprintf("Write %s= and one of %s.", [option.name, concat(", ", sort(argo.option_values[option.name]))]),
} if {
	some text in _list("sync-options")
	option := argo.option(text)
	not option.value in argo.option_values[option.name]
}

_annotations := reviews.object.metadata.annotations

_path(key) := ["metadata", "annotations", concat("/", ["argocd.argoproj.io", key])]

# The items of an annotation. Placeholders of an ApplicationSet are filled in later.
_list(key) := [item |
	value := _annotations[concat("/", ["argocd.argoproj.io", key])]
	not _is_templated(value)
	some part in split(value, ",")
	item := trim_space(part)
	item != ""
]

_is_templated(value) if {
	is_string(value)
	argo.is_templated(value)
}

_phases := {"PreSync", "Sync", "PostSync", "SyncFail", "Skip", "PreDelete", "PostDelete"}

_delete_policies := {"HookSucceeded", "HookFailed", "BeforeHookCreation"}
