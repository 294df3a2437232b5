# METADATA
# title: No automounted token
# description: A pod that has no service account of its own does not mount a token for the API server.
# custom:
#   policy: no-automounted-token
#   severity: medium
#   sets: [baseline]
#   enforcementAction: warn
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
#     Set automountServiceAccountToken to false on the pod; a pod that does talk to the API server names a service
#     account of its own.
package policies.no_automounted_token

import data.lib.pods

violation contains {
	"msg": "the pod mounts the API token of its namespace's default service account, which every intruder in it can use",
	"path": array.concat(pods.spec_path, ["automountServiceAccountToken"]),
} if {
	count(pods.containers) > 0
	not pods.spec.automountServiceAccountToken == false
	_uses_default_account
}

# Naming an account is how a workload says that it talks to the API server. serviceAccount is the older spelling.
_uses_default_account if {
	every field in ["serviceAccountName", "serviceAccount"] {
		object.get(pods.spec, field, "") in {"", "default", null}
	}
}
