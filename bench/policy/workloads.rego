# Where the containers of each workload kind are; shared by the rules below.
package lib.workloads

pod_specs contains input.spec if input.kind == "Pod"

pod_specs contains input.spec.template.spec if {
	input.kind in {"Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job"}
}

pod_specs contains input.spec.jobTemplate.spec.template.spec if input.kind == "CronJob"

containers contains container if {
	some pod in pod_specs
	some field in ["containers", "initContainers"]
	some container in pod[field]
}
