# METADATA
# title: Seccomp profile
# description: Every container runs under a seccomp profile.
# custom:
#   policy: seccomp-profile
#   severity: medium
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
#   fix: Set securityContext.seccompProfile.type to RuntimeDefault on the pod.
package policies.seccomp_profile

import data.lib.pods

# Reported where the decision stands: a wrong pod-level value once, however many containers inherit it.
violation contains {
	"msg": sprintf(
		"the pod sets seccomp profile %v: its containers may use every system call of the kernel",
		[_type(profile)],
	),
	"path": array.concat(pods.spec_path, ["securityContext", "seccompProfile"]),
} if {
	profile := pods.spec.securityContext.seccompProfile
	profile != null
	not _is_confined(profile)
}

violation contains {
	"msg": sprintf(
		"%s sets seccomp profile %v: it may use every system call of the kernel",
		[pods.label(entry), _type(profile)],
	),
	"path": array.concat(entry.path, ["securityContext", "seccompProfile"]),
} if {
	some entry in pods.containers
	profile := entry.container.securityContext.seccompProfile
	profile != null
	not _is_confined(profile)
}

violation contains {
	"msg": sprintf(
		"neither %s nor the pod sets a seccomp profile, so it may use every system call of the kernel",
		[pods.label(entry)],
	),
	"path": array.concat(entry.path, ["securityContext", "seccompProfile"]),
	"fix": "Set seccompProfile.type: RuntimeDefault in the securityContext of the pod or of the container.",
} if {
	some entry in pods.containers
	not pods.setting(entry, "seccompProfile")
	not pods.is_windows
}

_is_confined(profile) if profile.type in {"RuntimeDefault", "Localhost"}

_type(profile) := type if {
	type := profile.type
} else := "without a type"
