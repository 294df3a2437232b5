# METADATA
# title: AppArmor profile
# description: No pod turns off the AppArmor profile that its runtime applies.
# custom:
#   policy: apparmor-profile
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
#   fix: Remove the profile, or set its type to RuntimeDefault or Localhost.
package policies.apparmor_profile

import data.lib.pods

violation contains {
	"msg": sprintf(
		"the pod sets AppArmor profile %v: its containers run without the runtime's confinement",
		[_type(profile)],
	),
	"path": array.concat(pods.spec_path, ["securityContext", "appArmorProfile"]),
} if {
	profile := pods.spec.securityContext.appArmorProfile
	profile != null
	not _is_confined(profile)
}

violation contains {
	"msg": sprintf(
		"%s sets AppArmor profile %v: it runs without the runtime's confinement",
		[pods.label(entry), _type(profile)],
	),
	"path": array.concat(entry.path, ["securityContext", "appArmorProfile"]),
} if {
	some entry in pods.containers
	profile := entry.container.securityContext.appArmorProfile
	profile != null
	not _is_confined(profile)
}

# The annotation that Kubernetes before 1.30 reads, and later versions still honour.
violation contains {
	"msg": sprintf(
		"annotation %s sets AppArmor profile %v: the container runs without the runtime's confinement",
		[key, value],
	),
	"path": array.concat(pods.metadata_path, ["annotations", key]),
} if {
	some key, value in pods.metadata.annotations
	startswith(key, "container.apparmor.security.beta.kubernetes.io/")
	not value in {"", "runtime/default"}
	not _is_localhost(value)
}

_is_confined(profile) if profile.type in {"RuntimeDefault", "Localhost"}

_is_localhost(value) if startswith(value, "localhost/")

_type(profile) := type if {
	type := profile.type
} else := "without a type"
