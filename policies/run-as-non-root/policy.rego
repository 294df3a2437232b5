# METADATA
# title: Run as non-root
# description: Every container must run as a user other than root, and says so in a way that the kubelet enforces.
# custom:
#   policy: run-as-non-root
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
#   fix: >-
#     Set securityContext.runAsNonRoot to true on the pod, and a runAsUser other than 0 where the image does not
#     name a user.
package policies.run_as_non_root

import data.lib.pods

# Reported where the decision stands: a wrong pod-level value once, however many containers inherit it.
violation contains {
	"msg": "the pod sets runAsNonRoot to something other than true, so its containers may run as root",
	"path": array.concat(pods.spec_path, ["securityContext", "runAsNonRoot"]),
} if {
	_is_explicit(pods.spec.securityContext.runAsNonRoot)
	pods.spec.securityContext.runAsNonRoot != true
	not pods.has_user_namespace
}

violation contains {
	"msg": sprintf("%s sets runAsNonRoot to something other than true, so it may run as root", [pods.label(entry)]),
	"path": array.concat(entry.path, ["securityContext", "runAsNonRoot"]),
} if {
	some entry in pods.containers
	_is_explicit(entry.container.securityContext.runAsNonRoot)
	entry.container.securityContext.runAsNonRoot != true
	not pods.has_user_namespace
}

violation contains {
	"msg": sprintf(
		"neither %s nor the pod sets runAsNonRoot: true, so it runs as whatever user its image names, often root",
		[pods.label(entry)],
	),
	"path": array.concat(entry.path, ["securityContext", "runAsNonRoot"]),
	"fix": "Set runAsNonRoot: true in the securityContext of the pod or of the container.",
} if {
	some entry in pods.containers
	not pods.setting(entry, "runAsNonRoot")
	not pods.has_user_namespace
}

violation contains {
	"msg": "the pod sets runAsUser: 0, which is root",
	"path": array.concat(pods.spec_path, ["securityContext", "runAsUser"]),
	"fix": "Set runAsUser to the numeric user that the image is built for.",
} if {
	pods.spec.securityContext.runAsUser == 0
	not pods.has_user_namespace
}

violation contains {
	"msg": sprintf("%s sets runAsUser: 0, which is root", [pods.label(entry)]),
	"path": array.concat(entry.path, ["securityContext", "runAsUser"]),
	"fix": "Set runAsUser to the numeric user that the image is built for.",
} if {
	some entry in pods.containers
	entry.container.securityContext.runAsUser == 0
	not pods.has_user_namespace
}

_is_explicit(value) if value != null
