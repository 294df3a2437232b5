package main

deny contains msg if {
	input.kind == "Deployment"
	some container in input.spec.template.spec.containers
	endswith(container.image, ":latest")
	msg := sprintf("container %s runs %s, which may be another image tomorrow", [container.name, container.image])
}

warn contains msg if {
	input.kind == "Deployment"
	input.spec.replicas == 1
	msg := "one replica is down whenever its node is"
}
