# METADATA
# title: No default namespace
# description: Nothing is deployed to the namespace "default".
# custom:
#   policy: no-default-namespace
#   severity: low
#   sets: [baseline]
#   enforcementAction: warn
#   match:
#     kinds:
#       - apiGroups: [""]
#         kinds: [ConfigMap, PersistentVolumeClaim, Pod, ReplicationController, Secret, Service, ServiceAccount]
#       - apiGroups: [apps, extensions]
#         kinds: [DaemonSet, Deployment, ReplicaSet, StatefulSet]
#       - apiGroups: [batch]
#         kinds: [CronJob, Job]
#       - apiGroups: [networking.k8s.io, extensions]
#         kinds: [Ingress, NetworkPolicy]
#       - apiGroups: [argoproj.io]
#         kinds: [Rollout]
#       - apiGroups: [serving.knative.dev]
#         kinds: [Service]
#   fix: Name the namespace that the application owns.
package policies.no_default_namespace

import data.lib.reviews

violation contains {
	"msg": "the object goes to namespace default, which has no owner, no quota and no policies of its own",
	"path": ["metadata", "namespace"],
} if {
	reviews.object
	reviews.namespace == "default"
	not _is_built_in
}

# What Kubernetes itself keeps in every namespace, or in this one.
_is_built_in if {
	reviews.kind == "ServiceAccount"
	reviews.name == "default"
}

_is_built_in if {
	reviews.kind == "Service"
	reviews.name == "kubernetes"
}

_is_built_in if {
	reviews.kind == "ConfigMap"
	reviews.name == "kube-root-ca.crt"
}
