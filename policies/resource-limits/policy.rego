# METADATA
# title: Resource requests and limits
# description: Every container says what it needs and what it may use at most.
# custom:
#   policy: resource-limits
#   severity: medium
#   sets: [baseline]
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
#   fix: Set the named resources on the container, or on the pod.
package policies.resource_limits

import data.lib.pods

violation contains {
	"msg": sprintf("%s has no resources.%s: %s", [pods.label(entry), concat(", resources.", missing), _reason]),
	"path": array.concat(entry.path, ["resources"]),
	"details": {"missing": missing},
	"fix": sprintf("Set resources.%s on the container.", [concat(" and resources.", missing)]),
} if {
	some entry in pods.declared_containers
	missing := array.concat(
		[sprintf("requests.%s", [resource]) |
			some resource in input.parameters.requests
			not _requests(entry.container, resource)
		],
		[sprintf("limits.%s", [resource]) |
			some resource in input.parameters.limits
			not _limits(entry.container, resource)
		],
	)
	count(missing) > 0
}

_reason := "the scheduler cannot place it well, and it can starve its neighbours"

# A limit is also the request when no request is set: the API server fills it in.
_requests(container, resource) if container.resources.requests[resource] != null

_requests(_, resource) if pods.spec.resources.requests[resource] != null

_requests(container, resource) if _limits(container, resource)

_limits(container, resource) if container.resources.limits[resource] != null

_limits(_, resource) if pods.spec.resources.limits[resource] != null
