# Five rules of the kind that teams begin with, in conftest's own style, so that both tools run the very same text.
package main

import data.lib.workloads

deny_unnamed_app contains msg if {
	count(workloads.pod_specs) > 0
	not input.metadata.labels["app.kubernetes.io/name"]
	msg := sprintf("%s %q has no label app.kubernetes.io/name", [input.kind, _name])
}

deny_mutable_tag contains msg if {
	some container in workloads.containers
	not contains(container.image, "@sha256:")
	_is_mutable(container.image)
	msg := sprintf("container %q of %s %q uses the mutable image %s", [container.name, input.kind, _name, container.image])
}

deny_privileged contains msg if {
	some container in workloads.containers
	container.securityContext.privileged == true
	msg := sprintf("container %q of %s %q is privileged", [container.name, input.kind, _name])
}

warn_no_limits contains msg if {
	some container in workloads.containers
	some resource in ["cpu", "memory"]
	not container.resources.limits[resource]
	msg := sprintf("container %q of %s %q has no %s limit", [container.name, input.kind, _name, resource])
}

warn_single_replica contains msg if {
	input.kind == "Deployment"
	object.get(input.spec, "replicas", 1) < 2
	msg := sprintf("Deployment %q has a single replica", [_name])
}

_is_mutable(image) if endswith(image, ":latest")

_is_mutable(image) if {
	parts := split(image, "/")
	not contains(parts[count(parts) - 1], ":")
}

default _name := ""

_name := input.metadata.name
