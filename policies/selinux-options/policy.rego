# METADATA
# title: SELinux options
# description: No pod chooses an SELinux user or role, or a type that leaves the container confinement.
# custom:
#   policy: selinux-options
#   severity: high
#   sets: [baseline, pod-security]
#   enforcementAction: deny
#   match:
#     kinds:
#       - apiGroups: [""]
#         kinds: [Pod, PodTemplate, ReplicationController]
#       - apiGroups: [apps, extensions, apps.kruise.io, apps.openshift.io]
#         kinds: [CloneSet, DaemonSet, Deployment, DeploymentConfig, ReplicaSet, StatefulSet]
#       - apiGroups: [batch]
#         kinds: [CronJob, Job]
#       - apiGroups: [argoproj.io]
#         kinds: [Rollout]
#       - apiGroups: [keda.sh]
#         kinds: [ScaledJob]
#       - apiGroups: [serving.knative.dev]
#         kinds: [Configuration, Revision, Service]
#   fix: Remove the option; to separate pods from each other, set seLinuxOptions.level only.
package policies.selinux_options

import data.lib.pods

violation contains {
	"msg": sprintf("%s sets SELinux %s %v, which can leave the confinement of containers", [site.label, field, value]),
	"path": array.concat(site.path, ["securityContext", "seLinuxOptions", field]),
} if {
	some site in _sites
	some field, allowed in {"type": input.parameters.allowedTypes, "user": [], "role": []}
	value := site.options[field]
	not value in {"", null}
	not value in allowed
}

_sites := array.concat(
	[{"options": options, "path": pods.spec_path, "label": "the pod"} |
		options := pods.spec.securityContext.seLinuxOptions
	],
	[{"options": options, "path": entry.path, "label": pods.label(entry)} |
		some entry in pods.containers
		options := entry.container.securityContext.seLinuxOptions
	],
)
