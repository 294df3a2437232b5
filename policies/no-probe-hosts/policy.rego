# METADATA
# title: No hosts in probes
# description: No probe or lifecycle hook makes the kubelet connect to a host other than the pod.
# custom:
#   policy: no-probe-hosts
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
#   fix: >-
#     Remove the host field: the kubelet then connects to the pod itself.
package policies.no_probe_hosts

import data.lib.pods

violation contains {
	"msg": sprintf(
		"%s makes the kubelet connect to %v: a pod can reach through it whatever the node can reach",
		[pods.label(entry), host],
	),
	"path": array.concat(entry.path, array.concat(handler, [action, "host"])),
} if {
	some entry in pods.containers
	some handler in [
		["livenessProbe"],
		["readinessProbe"],
		["startupProbe"],
		["lifecycle", "postStart"],
		["lifecycle", "preStop"],
	]
	some action in ["httpGet", "tcpSocket"]
	host := object.get(entry.container, array.concat(handler, [action, "host"]), "")
	not host in {"", null}
}
