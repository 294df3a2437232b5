# METADATA
# title: No host ports
# description: No container binds a port of its node.
# custom:
#   policy: no-host-ports
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
#   fix: Remove hostPort and publish the pod through a Service.
package policies.no_host_ports

import data.lib.pods

violation contains {
	"msg": sprintf(
		"%s binds port %v of its node: only one such pod fits on a node, and NetworkPolicies do not see its clients",
		[pods.label(entry), port.hostPort],
	),
	"path": array.concat(entry.path, ["ports", index, "hostPort"]),
} if {
	some entry in pods.containers
	some index, port in entry.container.ports
	not port.hostPort in {0, null}
	not port.hostPort in input.parameters.allowed
	not _restates_host_network(port)
}

# With hostNetwork the API server fills in hostPort from containerPort. Reporting that here would make the webhook
# disagree with the check of the same manifest in Git; no-host-namespaces reports the cause at both.
_restates_host_network(port) if {
	pods.spec.hostNetwork == true
	port.hostPort == port.containerPort
}
