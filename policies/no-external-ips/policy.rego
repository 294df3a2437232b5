# METADATA
# title: No external IPs
# description: No Service claims IP addresses that Kubernetes does not assign.
# custom:
#   policy: no-external-ips
#   severity: high
#   sets: [baseline]
#   enforcementAction: deny
#   match:
#     kinds:
#       - apiGroups: [""]
#         kinds: [Service]
#   fix: Remove spec.externalIPs; use a Service of type LoadBalancer, an Ingress or a Gateway.
package policies.no_external_ips

import data.lib.reviews

violation contains {
	"msg": sprintf(
		"the Service claims external IP %v: traffic of the whole cluster to that address goes to its pods",
		[ip],
	),
	"path": ["spec", "externalIPs", index],
} if {
	some index, ip in reviews.object.spec.externalIPs
	not ip in input.parameters.allowed
}
