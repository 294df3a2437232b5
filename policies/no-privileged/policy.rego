# METADATA
# title: No privileged containers
# description: No container runs privileged, and no Windows container runs as a HostProcess.
# custom:
#   policy: no-privileged
#   severity: critical
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
#     Remove the privileged setting; when the container needs one capability, name it in
#     securityContext.capabilities.add.
package policies.no_privileged

import data.lib.pods

violation contains {
	"msg": sprintf("%s runs privileged: it has every capability and every device of its node", [pods.label(entry)]),
	"path": array.concat(entry.path, ["securityContext", "privileged"]),
	"fix": "Remove securityContext.privileged; name the one capability that is needed in securityContext.capabilities.add.",
} if {
	some entry in pods.containers
	_is_on(entry.container.securityContext.privileged)
}

violation contains {
	"msg": sprintf(
		"%s is a HostProcess container: it runs on the Windows node itself, not in a container",
		[pods.label(entry)],
	),
	"path": array.concat(entry.path, _host_process),
	"fix": "Remove securityContext.windowsOptions.hostProcess.",
} if {
	some entry in pods.containers
	_is_on(entry.container.securityContext.windowsOptions.hostProcess)
}

violation contains {
	"msg": "the pod runs its containers as HostProcess: on the Windows node itself, not in a container",
	"path": array.concat(pods.spec_path, _host_process),
	"fix": "Remove securityContext.windowsOptions.hostProcess.",
} if {
	_is_on(pods.spec.securityContext.windowsOptions.hostProcess)
}

_host_process := ["securityContext", "windowsOptions", "hostProcess"]

# A value of the wrong type ("true") is read as on: what it turns into depends on who parses it next.
_is_on(value) if not value in {false, null}
