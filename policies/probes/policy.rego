# METADATA
# title: Probes
# description: Every container of a long-running workload tells the kubelet when it is ready and whether it is alive.
# custom:
#   policy: probes
#   severity: low
#   sets: [baseline]
#   enforcementAction: warn
#   match:
#     kinds:
#       - apiGroups: [""]
#         kinds: [Pod, ReplicationController]
#       - apiGroups: [apps, extensions, apps.kruise.io, apps.openshift.io]
#         kinds: [CloneSet, DaemonSet, Deployment, DeploymentConfig, ReplicaSet, StatefulSet]
#       - apiGroups: [argoproj.io]
#         kinds: [Rollout]
#   fix: >-
#     Add the missing probe; a readiness probe checks what the container needs to serve, a liveness probe only the
#     container itself.
package policies.probes

import data.lib.pods
import data.lib.reviews

violation contains {
	"msg": sprintf("%s has no %s: %s", [pods.label(entry), probe, _reasons[probe]]),
	"path": array.concat(entry.path, [probe]),
	"fix": sprintf("Add a %s.", [probe]),
} if {
	_is_long_running
	some entry in pods.containers
	entry.role == "containers"
	some probe in input.parameters.required
	not _has(entry.container, probe)
}

_reasons := {
	"readinessProbe": "it gets traffic before it can serve and keeps it when it cannot",
	"livenessProbe": "it is not restarted when it hangs",
	"startupProbe": "the other probes must wait for its slowest start",
}

_has(container, probe) if {
	container[probe] != null
	container[probe] != {}
}

# A pod that is meant to end, or that a Job owns, is finished when it exits: there is nothing to probe.
_is_long_running if {
	not reviews.kind in {"Job", "CronJob", "ScaledJob"}
	not _ends
	not _is_owned_by_job
}

_ends if pods.spec.restartPolicy in {"Never", "OnFailure"}

_is_owned_by_job if {
	some owner in reviews.object.metadata.ownerReferences
	owner.kind == "Job"
}
