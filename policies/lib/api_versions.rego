# METADATA
# description: |
#   API versions that a product has stopped serving or will stop serving, and the kinds that Kubernetes serves.
#   Sources: the lifecycle annotations of k8s.io/api 0.19 to 0.36, the changelogs of kube-apiserver and of the other
#   products, and the "served" flags of their CRDs.
package lib.api_versions

# By API version: which kinds (none listed means all), of which product, deprecated and removed in which of its
# releases, and the API version that takes over ("" when there is none).
retired := {
	"acme.cert-manager.io/v1alpha2": [
		{
			"product": "certManager",
			"kinds": set(),
			"deprecated": [1, 4],
			"removed": [1, 6],
			"replacement": "acme.cert-manager.io/v1",
		},
	],
	"acme.cert-manager.io/v1alpha3": [
		{
			"product": "certManager",
			"kinds": set(),
			"deprecated": [1, 4],
			"removed": [1, 6],
			"replacement": "acme.cert-manager.io/v1",
		},
	],
	"acme.cert-manager.io/v1beta1": [
		{
			"product": "certManager",
			"kinds": set(),
			"deprecated": [1, 4],
			"removed": [1, 6],
			"replacement": "acme.cert-manager.io/v1",
		},
	],
	"admissionregistration.k8s.io/v1alpha1": [
		{
			"product": "kubernetes",
			"kinds": {"MutatingAdmissionPolicy", "MutatingAdmissionPolicyBinding"},
			"deprecated": [1, 35],
			"removed": [1, 38],
			"replacement": "admissionregistration.k8s.io/v1",
		},
		{
			"product": "kubernetes",
			"kinds": {"ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"},
			"deprecated": [1, 29],
			"removed": [1, 32],
			"replacement": "admissionregistration.k8s.io/v1",
		},
	],
	"admissionregistration.k8s.io/v1beta1": [
		{
			"product": "kubernetes",
			"kinds": {"MutatingAdmissionPolicy", "MutatingAdmissionPolicyBinding"},
			"deprecated": [1, 37],
			"removed": [1, 40],
			"replacement": "admissionregistration.k8s.io/v1",
		},
		{
			"product": "kubernetes",
			"kinds": {"MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"},
			"deprecated": [1, 16],
			"removed": [1, 22],
			"replacement": "admissionregistration.k8s.io/v1",
		},
		{
			"product": "kubernetes",
			"kinds": {"ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"},
			"deprecated": [1, 31],
			"removed": [1, 34],
			"replacement": "admissionregistration.k8s.io/v1",
		},
	],
	"apiextensions.k8s.io/v1beta1": [
		{
			"product": "kubernetes",
			"kinds": {"CustomResourceDefinition"},
			"deprecated": [1, 16],
			"removed": [1, 22],
			"replacement": "apiextensions.k8s.io/v1",
		},
	],
	"apiregistration.k8s.io/v1beta1": [
		{
			"product": "kubernetes",
			"kinds": {"APIService"},
			"deprecated": [1, 19],
			"removed": [1, 22],
			"replacement": "apiregistration.k8s.io/v1",
		},
	],
	"apps/v1beta1": [
		{
			"product": "kubernetes",
			"kinds": {"ControllerRevision", "Deployment", "StatefulSet"},
			"deprecated": [1, 8],
			"removed": [1, 16],
			"replacement": "apps/v1",
		},
	],
	"apps/v1beta2": [
		{
			"product": "kubernetes",
			"kinds": {"ControllerRevision", "DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"},
			"deprecated": [1, 9],
			"removed": [1, 16],
			"replacement": "apps/v1",
		},
	],
	"autoscaling/v2beta1": [
		{
			"product": "kubernetes",
			"kinds": {"HorizontalPodAutoscaler"},
			"deprecated": [1, 22],
			"removed": [1, 25],
			"replacement": "autoscaling/v2",
		},
	],
	"autoscaling/v2beta2": [
		{
			"product": "kubernetes",
			"kinds": {"HorizontalPodAutoscaler"},
			"deprecated": [1, 23],
			"removed": [1, 26],
			"replacement": "autoscaling/v2",
		},
	],
	"batch/v1beta1": [
		{
			"product": "kubernetes",
			"kinds": {"CronJob"},
			"deprecated": [1, 21],
			"removed": [1, 25],
			"replacement": "batch/v1",
		},
	],
	"batch/v2alpha1": [
		{
			"product": "kubernetes",
			"kinds": {"CronJob"},
			"deprecated": [1, 8],
			"removed": [1, 21],
			"replacement": "batch/v1",
		},
	],
	"cert-manager.io/v1alpha2": [
		{
			"product": "certManager",
			"kinds": set(),
			"deprecated": [1, 4],
			"removed": [1, 6],
			"replacement": "cert-manager.io/v1",
		},
	],
	"cert-manager.io/v1alpha3": [
		{
			"product": "certManager",
			"kinds": set(),
			"deprecated": [1, 4],
			"removed": [1, 6],
			"replacement": "cert-manager.io/v1",
		},
	],
	"cert-manager.io/v1beta1": [
		{
			"product": "certManager",
			"kinds": set(),
			"deprecated": [1, 4],
			"removed": [1, 6],
			"replacement": "cert-manager.io/v1",
		},
	],
	"certificates.k8s.io/v1alpha1": [
		{
			"product": "kubernetes",
			"kinds": {"ClusterTrustBundle"},
			"deprecated": [1, 34],
			"removed": [1, 37],
			"replacement": "certificates.k8s.io/v1beta1",
		},
	],
	"certificates.k8s.io/v1beta1": [
		{
			"product": "kubernetes",
			"kinds": {"CertificateSigningRequest"},
			"deprecated": [1, 19],
			"removed": [1, 22],
			"replacement": "certificates.k8s.io/v1",
		},
	],
	"certmanager.k8s.io/v1alpha1": [
		{
			"product": "certManager",
			"kinds": set(),
			"deprecated": [0, 11],
			"removed": [0, 11],
			"replacement": "cert-manager.io/v1",
		},
	],
	"coordination.k8s.io/v1alpha1": [
		{
			"product": "kubernetes",
			"kinds": {"LeaseCandidate"},
			"deprecated": [1, 34],
			"removed": [1, 37],
			"replacement": "coordination.k8s.io/v1beta1",
		},
	],
	"coordination.k8s.io/v1alpha2": [
		{
			"product": "kubernetes",
			"kinds": {"LeaseCandidate"},
			"deprecated": [1, 35],
			"removed": [1, 38],
			"replacement": "coordination.k8s.io/v1beta1",
		},
	],
	"coordination.k8s.io/v1beta1": [
		{
			"product": "kubernetes",
			"kinds": {"Lease"},
			"deprecated": [1, 19],
			"removed": [1, 22],
			"replacement": "coordination.k8s.io/v1",
		},
		{
			"product": "kubernetes",
			"kinds": {"LeaseCandidate"},
			"deprecated": [1, 36],
			"removed": [1, 39],
			"replacement": "",
		},
	],
	"discovery.k8s.io/v1beta1": [
		{
			"product": "kubernetes",
			"kinds": {"EndpointSlice"},
			"deprecated": [1, 21],
			"removed": [1, 25],
			"replacement": "discovery.k8s.io/v1",
		},
	],
	"events.k8s.io/v1beta1": [
		{
			"product": "kubernetes",
			"kinds": {"Event"},
			"deprecated": [1, 22],
			"removed": [1, 25],
			"replacement": "events.k8s.io/v1",
		},
	],
	"extensions/v1beta1": [
		{
			"product": "kubernetes",
			"kinds": {"DaemonSet", "Deployment", "ReplicaSet"},
			"deprecated": [1, 8],
			"removed": [1, 16],
			"replacement": "apps/v1",
		},
		{
			"product": "kubernetes",
			"kinds": {"Ingress"},
			"deprecated": [1, 14],
			"removed": [1, 22],
			"replacement": "networking.k8s.io/v1",
		},
		{
			"product": "kubernetes",
			"kinds": {"NetworkPolicy"},
			"deprecated": [1, 9],
			"removed": [1, 16],
			"replacement": "networking.k8s.io/v1",
		},
		{
			"product": "kubernetes",
			"kinds": {"PodSecurityPolicy"},
			"deprecated": [1, 11],
			"removed": [1, 16],
			"replacement": "",
		},
	],
	"external-secrets.io/v1alpha1": [
		{
			"product": "externalSecrets",
			"kinds": {"ClusterExternalSecret", "ClusterSecretStore", "ExternalSecret", "SecretStore"},
			"deprecated": [0, 5],
			"removed": [0, 16],
			"replacement": "external-secrets.io/v1",
		},
	],
	"external-secrets.io/v1beta1": [
		{
			"product": "externalSecrets",
			"kinds": {"ClusterExternalSecret", "ClusterSecretStore", "ExternalSecret", "SecretStore"},
			"deprecated": [0, 16],
			"removed": [0, 17],
			"replacement": "external-secrets.io/v1",
		},
	],
	"flowcontrol.apiserver.k8s.io/v1alpha1": [
		{
			"product": "kubernetes",
			"kinds": {"FlowSchema", "PriorityLevelConfiguration"},
			"deprecated": [1, 20],
			"removed": [1, 21],
			"replacement": "flowcontrol.apiserver.k8s.io/v1",
		},
	],
	"flowcontrol.apiserver.k8s.io/v1beta1": [
		{
			"product": "kubernetes",
			"kinds": {"FlowSchema", "PriorityLevelConfiguration"},
			"deprecated": [1, 23],
			"removed": [1, 26],
			"replacement": "flowcontrol.apiserver.k8s.io/v1",
		},
	],
	"flowcontrol.apiserver.k8s.io/v1beta2": [
		{
			"product": "kubernetes",
			"kinds": {"FlowSchema", "PriorityLevelConfiguration"},
			"deprecated": [1, 26],
			"removed": [1, 29],
			"replacement": "flowcontrol.apiserver.k8s.io/v1",
		},
	],
	"flowcontrol.apiserver.k8s.io/v1beta3": [
		{
			"product": "kubernetes",
			"kinds": {"FlowSchema", "PriorityLevelConfiguration"},
			"deprecated": [1, 29],
			"removed": [1, 32],
			"replacement": "flowcontrol.apiserver.k8s.io/v1",
		},
	],
	"gateway.networking.k8s.io/v1alpha2": [
		{
			"product": "gatewayApi",
			"kinds": {"Gateway", "GatewayClass", "HTTPRoute"},
			"deprecated": [0, 5],
			"removed": [1, 0],
			"replacement": "gateway.networking.k8s.io/v1",
		},
		{
			"product": "gatewayApi",
			"kinds": {"GRPCRoute", "ReferenceGrant"},
			"deprecated": [1, 1],
			"removed": [1, 2],
			"replacement": "gateway.networking.k8s.io/v1",
		},
	],
	"helm.toolkit.fluxcd.io/v2beta1": [
		{
			"product": "flux",
			"kinds": set(),
			"deprecated": [2, 2],
			"removed": [2, 7],
			"replacement": "helm.toolkit.fluxcd.io/v2",
		},
	],
	"helm.toolkit.fluxcd.io/v2beta2": [
		{
			"product": "flux",
			"kinds": set(),
			"deprecated": [2, 3],
			"removed": [2, 8],
			"replacement": "helm.toolkit.fluxcd.io/v2",
		},
	],
	"image.toolkit.fluxcd.io/v1beta1": [
		{
			"product": "flux",
			"kinds": set(),
			"deprecated": [2, 3],
			"removed": [2, 7],
			"replacement": "image.toolkit.fluxcd.io/v1",
		},
	],
	"image.toolkit.fluxcd.io/v1beta2": [
		{
			"product": "flux",
			"kinds": set(),
			"deprecated": [2, 7],
			"removed": [2, 9],
			"replacement": "image.toolkit.fluxcd.io/v1",
		},
	],
	"karpenter.sh/v1alpha5": [
		{
			"product": "karpenter",
			"kinds": set(),
			"deprecated": [0, 32],
			"removed": [0, 33],
			"replacement": "karpenter.sh/v1",
		},
	],
	"kustomize.toolkit.fluxcd.io/v1beta1": [
		{
			"product": "flux",
			"kinds": set(),
			"deprecated": [2, 0],
			"removed": [2, 7],
			"replacement": "kustomize.toolkit.fluxcd.io/v1",
		},
	],
	"kustomize.toolkit.fluxcd.io/v1beta2": [
		{
			"product": "flux",
			"kinds": set(),
			"deprecated": [2, 0],
			"removed": [2, 8],
			"replacement": "kustomize.toolkit.fluxcd.io/v1",
		},
	],
	"networking.k8s.io/v1alpha1": [
		{
			"product": "kubernetes",
			"kinds": {"ClusterCIDR"},
			"deprecated": [1, 28],
			"removed": [1, 31],
			"replacement": "",
		},
		{
			"product": "kubernetes",
			"kinds": {"IPAddress", "ServiceCIDR"},
			"deprecated": [1, 30],
			"removed": [1, 33],
			"replacement": "networking.k8s.io/v1",
		},
	],
	"networking.k8s.io/v1beta1": [
		{
			"product": "kubernetes",
			"kinds": {"IPAddress", "ServiceCIDR"},
			"deprecated": [1, 34],
			"removed": [1, 37],
			"replacement": "networking.k8s.io/v1",
		},
		{
			"product": "kubernetes",
			"kinds": {"Ingress", "IngressClass"},
			"deprecated": [1, 19],
			"removed": [1, 22],
			"replacement": "networking.k8s.io/v1",
		},
	],
	"node.k8s.io/v1beta1": [
		{
			"product": "kubernetes",
			"kinds": {"RuntimeClass"},
			"deprecated": [1, 22],
			"removed": [1, 25],
			"replacement": "node.k8s.io/v1",
		},
	],
	"notification.toolkit.fluxcd.io/v1beta1": [
		{
			"product": "flux",
			"kinds": {"Alert", "Provider"},
			"deprecated": [2, 0],
			"removed": [2, 7],
			"replacement": "notification.toolkit.fluxcd.io/v1beta3",
		},
		{
			"product": "flux",
			"kinds": {"Receiver"},
			"deprecated": [2, 0],
			"removed": [2, 7],
			"replacement": "notification.toolkit.fluxcd.io/v1",
		},
	],
	"notification.toolkit.fluxcd.io/v1beta2": [
		{
			"product": "flux",
			"kinds": {"Alert", "Provider"},
			"deprecated": [2, 2],
			"removed": [2, 9],
			"replacement": "notification.toolkit.fluxcd.io/v1beta3",
		},
		{
			"product": "flux",
			"kinds": {"Receiver"},
			"deprecated": [2, 0],
			"removed": [2, 9],
			"replacement": "notification.toolkit.fluxcd.io/v1",
		},
	],
	"policy/v1beta1": [
		{
			"product": "kubernetes",
			"kinds": {"PodDisruptionBudget"},
			"deprecated": [1, 21],
			"removed": [1, 25],
			"replacement": "policy/v1",
		},
		{
			"product": "kubernetes",
			"kinds": {"PodSecurityPolicy"},
			"deprecated": [1, 21],
			"removed": [1, 25],
			"replacement": "",
		},
	],
	"rbac.authorization.k8s.io/v1alpha1": [
		{
			"product": "kubernetes",
			"kinds": {"ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"},
			"deprecated": [1, 17],
			"removed": [1, 23],
			"replacement": "rbac.authorization.k8s.io/v1",
		},
	],
	"rbac.authorization.k8s.io/v1beta1": [
		{
			"product": "kubernetes",
			"kinds": {"ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"},
			"deprecated": [1, 17],
			"removed": [1, 22],
			"replacement": "rbac.authorization.k8s.io/v1",
		},
	],
	"resource.k8s.io/v1alpha3": [
		{
			"product": "kubernetes",
			"kinds": {"DeviceTaintRule"},
			"deprecated": [1, 36],
			"removed": [1, 39],
			"replacement": "resource.k8s.io/v1beta2",
		},
	],
	"resource.k8s.io/v1beta1": [
		{
			"product": "kubernetes",
			"kinds": {"DeviceClass", "ResourceClaim", "ResourceClaimTemplate", "ResourceSlice"},
			"deprecated": [1, 35],
			"removed": [1, 38],
			"replacement": "resource.k8s.io/v1",
		},
	],
	"resource.k8s.io/v1beta2": [
		{
			"product": "kubernetes",
			"kinds": {"DeviceClass", "ResourceClaim", "ResourceClaimTemplate", "ResourceSlice"},
			"deprecated": [1, 36],
			"removed": [1, 39],
			"replacement": "resource.k8s.io/v1",
		},
	],
	"scheduling.k8s.io/v1alpha1": [
		{
			"product": "kubernetes",
			"kinds": {"PriorityClass"},
			"deprecated": [1, 14],
			"removed": [1, 23],
			"replacement": "scheduling.k8s.io/v1",
		},
	],
	"scheduling.k8s.io/v1beta1": [
		{
			"product": "kubernetes",
			"kinds": {"PriorityClass"},
			"deprecated": [1, 14],
			"removed": [1, 22],
			"replacement": "scheduling.k8s.io/v1",
		},
	],
	"settings.k8s.io/v1alpha1": [
		{
			"product": "kubernetes",
			"kinds": {"PodPreset"},
			"deprecated": [1, 19],
			"removed": [1, 20],
			"replacement": "",
		},
	],
	"source.toolkit.fluxcd.io/v1beta1": [
		{
			"product": "flux",
			"kinds": set(),
			"deprecated": [2, 0],
			"removed": [2, 7],
			"replacement": "source.toolkit.fluxcd.io/v1",
		},
	],
	"source.toolkit.fluxcd.io/v1beta2": [
		{
			"product": "flux",
			"kinds": set(),
			"deprecated": [2, 0],
			"removed": [2, 8],
			"replacement": "source.toolkit.fluxcd.io/v1",
		},
	],
	"storage.k8s.io/v1alpha1": [
		{
			"product": "kubernetes",
			"kinds": {"CSIStorageCapacity", "VolumeAttachment"},
			"deprecated": [1, 21],
			"removed": [1, 24],
			"replacement": "storage.k8s.io/v1",
		},
		{
			"product": "kubernetes",
			"kinds": {"VolumeAttributesClass"},
			"deprecated": [1, 32],
			"removed": [1, 35],
			"replacement": "storage.k8s.io/v1",
		},
	],
	"storage.k8s.io/v1beta1": [
		{
			"product": "kubernetes",
			"kinds": {"CSIDriver", "StorageClass", "VolumeAttachment"},
			"deprecated": [1, 19],
			"removed": [1, 22],
			"replacement": "storage.k8s.io/v1",
		},
		{
			"product": "kubernetes",
			"kinds": {"CSINode"},
			"deprecated": [1, 17],
			"removed": [1, 22],
			"replacement": "storage.k8s.io/v1",
		},
		{
			"product": "kubernetes",
			"kinds": {"CSIStorageCapacity"},
			"deprecated": [1, 24],
			"removed": [1, 27],
			"replacement": "storage.k8s.io/v1",
		},
		{
			"product": "kubernetes",
			"kinds": {"VolumeAttributesClass"},
			"deprecated": [1, 34],
			"removed": [1, 37],
			"replacement": "storage.k8s.io/v1",
		},
	],
	"storagemigration.k8s.io/v1alpha1": [
		{
			"product": "kubernetes",
			"kinds": {"StorageVersionMigration"},
			"deprecated": [1, 33],
			"removed": [1, 36],
			"replacement": "storagemigration.k8s.io/v1beta1",
		},
	],
	"traefik.containo.us/v1alpha1": [
		{
			"product": "traefik",
			"kinds": set(),
			"deprecated": [2, 10],
			"removed": [3, 0],
			"replacement": "traefik.io/v1alpha1",
		},
	],
}

# The kinds of every API version that Kubernetes 1.36 serves, alpha and beta ones included.
served := {
	"admissionregistration.k8s.io/v1": {"MutatingAdmissionPolicy", "MutatingAdmissionPolicyBinding", "MutatingWebhookConfiguration", "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding", "ValidatingWebhookConfiguration"},
	"admissionregistration.k8s.io/v1alpha1": {"MutatingAdmissionPolicy", "MutatingAdmissionPolicyBinding"},
	"admissionregistration.k8s.io/v1beta1": {"MutatingAdmissionPolicy", "MutatingAdmissionPolicyBinding"},
	"apiextensions.k8s.io/v1": {"CustomResourceDefinition"},
	"apiregistration.k8s.io/v1": {"APIService"},
	"apps/v1": {"ControllerRevision", "DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"},
	"authentication.k8s.io/v1": {"SelfSubjectReview", "TokenRequest", "TokenReview"},
	"authorization.k8s.io/v1": {"LocalSubjectAccessReview", "SelfSubjectAccessReview", "SelfSubjectRulesReview", "SubjectAccessReview"},
	"autoscaling/v1": {"HorizontalPodAutoscaler", "Scale"},
	"autoscaling/v2": {"HorizontalPodAutoscaler"},
	"batch/v1": {"CronJob", "Job"},
	"certificates.k8s.io/v1": {"CertificateSigningRequest"},
	"certificates.k8s.io/v1alpha1": {"ClusterTrustBundle"},
	"certificates.k8s.io/v1beta1": {"ClusterTrustBundle", "PodCertificateRequest"},
	"coordination.k8s.io/v1": {"Lease"},
	"coordination.k8s.io/v1alpha2": {"LeaseCandidate"},
	"coordination.k8s.io/v1beta1": {"LeaseCandidate"},
	"discovery.k8s.io/v1": {"EndpointSlice"},
	"events.k8s.io/v1": {"Event"},
	"flowcontrol.apiserver.k8s.io/v1": {"FlowSchema", "PriorityLevelConfiguration"},
	"networking.k8s.io/v1": {"IPAddress", "Ingress", "IngressClass", "NetworkPolicy", "ServiceCIDR"},
	"networking.k8s.io/v1beta1": {"IPAddress", "ServiceCIDR"},
	"node.k8s.io/v1": {"RuntimeClass"},
	"node.k8s.io/v1alpha1": {"RuntimeClass"},
	"policy/v1": {"Eviction", "PodDisruptionBudget"},
	"rbac.authorization.k8s.io/v1": {"ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"},
	"resource.k8s.io/v1": {"DeviceClass", "ResourceClaim", "ResourceClaimTemplate", "ResourceSlice"},
	"resource.k8s.io/v1alpha3": {"DeviceTaintRule", "ResourcePoolStatusRequest"},
	"resource.k8s.io/v1beta1": {"DeviceClass", "ResourceClaim", "ResourceClaimTemplate", "ResourceSlice"},
	"resource.k8s.io/v1beta2": {"DeviceClass", "DeviceTaintRule", "ResourceClaim", "ResourceClaimTemplate", "ResourceSlice"},
	"scheduling.k8s.io/v1": {"PriorityClass"},
	"scheduling.k8s.io/v1alpha2": {"PodGroup", "Workload"},
	"storage.k8s.io/v1": {"CSIDriver", "CSINode", "CSIStorageCapacity", "StorageClass", "VolumeAttachment", "VolumeAttributesClass"},
	"storage.k8s.io/v1beta1": {"VolumeAttributesClass"},
	"storagemigration.k8s.io/v1beta1": {"StorageVersionMigration"},
	"v1": {"Binding", "ComponentStatus", "Config", "ConfigMap", "Endpoints", "Event", "LimitRange", "List", "Namespace", "Node", "PersistentVolume", "PersistentVolumeClaim", "Pod", "PodTemplate", "ReplicationController", "ResourceQuota", "Secret", "Service", "ServiceAccount", "Status"},
}
