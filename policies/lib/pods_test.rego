package lib.pods_test

import data.lib.fixtures
import data.lib.pods

test_every_kind_keeps_its_pod_spec_somewhere if {
	every case in [
		["v1", "Pod", ["spec"]],
		["v1", "PodTemplate", ["template", "spec"]],
		["v1", "ReplicationController", ["spec", "template", "spec"]],
		["apps/v1", "Deployment", ["spec", "template", "spec"]],
		["apps/v1", "ReplicaSet", ["spec", "template", "spec"]],
		["apps/v1", "StatefulSet", ["spec", "template", "spec"]],
		["apps/v1", "DaemonSet", ["spec", "template", "spec"]],
		["batch/v1", "Job", ["spec", "template", "spec"]],
		["batch/v1", "CronJob", ["spec", "jobTemplate", "spec", "template", "spec"]],
		["argoproj.io/v1alpha1", "Rollout", ["spec", "template", "spec"]],
		["serving.knative.dev/v1", "Service", ["spec", "template", "spec"]],
		["serving.knative.dev/v1", "Configuration", ["spec", "template", "spec"]],
		["serving.knative.dev/v1", "Revision", ["spec"]],
		["keda.sh/v1alpha1", "ScaledJob", ["spec", "jobTargetRef", "template", "spec"]],
		["apps.openshift.io/v1", "DeploymentConfig", ["spec", "template", "spec"]],
		["example.com/v1", "Unheard", ["spec", "template", "spec"]],
	] {
		base := {"apiVersion": case[0], "kind": case[1], "metadata": {"name": "web"}}
		resource := json.patch(_parents(base, case[2]), [{"op": "add", "path": case[2], "value": {"containers": [fixtures.container({})]}}])
		[["web", array.concat(case[2], ["containers", 0])]] == [[entry.container.name, entry.path] | some entry in pods.containers]
			with input as fixtures.review(resource)
	}
}

test_the_metadata_of_the_pod_lies_beside_its_spec if {
	pods.metadata_path == ["metadata"] with input as fixtures.review(fixtures.pod({}))
	pods.metadata_path == ["spec", "template", "metadata"] with input as fixtures.review(fixtures.deployment({}))
	pods.metadata.name == "web" with input as fixtures.review(fixtures.pod({}))
}

test_containers_of_every_role_are_found if {
	[entry.role | some entry in pods.containers] == ["containers", "initContainers", "ephemeralContainers"]
		with input as _all_roles
	[entry.role | some entry in pods.declared_containers] == ["containers", "initContainers"] with input as _all_roles
}

test_malformed_lists_hold_no_containers if {
	every containers in [null, "web", {}, []] {
		pods.containers == [] with input as fixtures.review(fixtures.pod({"containers": containers}))
	}
	pods.containers == []
		with input as fixtures.review({"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web"}, "spec": {"ports": []}})
	pods.containers == [] with input as fixtures.deletion(fixtures.pod_with({}))
}

test_a_container_says_more_than_its_pod if {
	pod := fixtures.pod({
		"securityContext": {"runAsNonRoot": true, "runAsUser": 1},
		"containers": [fixtures.container({"securityContext": {"runAsNonRoot": false, "runAsUser": null}})],
	})
	own := pods.setting(pods.containers[0], "runAsNonRoot") with input as fixtures.review(pod)
	own == {"value": false, "path": ["spec", "containers", 0, "securityContext", "runAsNonRoot"]}
	inherited := pods.setting(pods.containers[0], "runAsUser") with input as fixtures.review(pod)
	inherited == {"value": 1, "path": ["spec", "securityContext", "runAsUser"]}
}

test_what_nobody_says_is_undefined if {
	not _has_setting with input as fixtures.review(fixtures.pod_with({}))
	not _has_setting with input as fixtures.review(fixtures.pod({
		"securityContext": {"runAsNonRoot": null},
		"containers": [fixtures.container({})],
	}))
}

test_containers_and_volumes_have_names_in_messages if {
	pod := fixtures.pod({
		"containers": [fixtures.container({}), {"name": 7}],
		"initContainers": [fixtures.container({"name": "migrate"})],
		"ephemeralContainers": [null],
		"volumes": [{"name": "data"}, {}],
	})
	[pods.label(entry) | some entry in pods.containers] == [
		"container \"web\"", "container 1", "init container \"migrate\"", "ephemeral container 0",
	] with input as fixtures.review(pod)
	[pods.volume_label(index) | some index in [0, 1]] == ["volume \"data\"", "volume 1"]
		with input as fixtures.review(pod)
}

test_images_of_containers_and_volumes_are_listed if {
	pod := fixtures.pod({
		"containers": [fixtures.container({"image": "a:1"}), {"name": "none"}],
		"volumes": [{"name": "model", "image": {"reference": "b:1"}}, {"name": "tmp", "emptyDir": {}}],
	})
	[image.image | some image in pods.images] == ["a:1", "b:1"] with input as fixtures.review(pod)
}

test_operating_system_and_user_namespace if {
	pods.is_windows with input as fixtures.review(fixtures.pod({"os": {"name": "windows"}}))
	not pods.is_windows with input as fixtures.review(fixtures.pod({}))
	pods.has_user_namespace with input as fixtures.review(fixtures.pod({"hostUsers": false}))
	not pods.has_user_namespace with input as fixtures.review(fixtures.pod({}))
}

_all_roles := fixtures.review(fixtures.pod({
	"ephemeralContainers": [fixtures.container({})],
	"initContainers": [fixtures.container({})],
	"containers": [fixtures.container({})],
}))

_has_setting if {
	some entry in pods.containers
	pods.setting(entry, "runAsNonRoot")
}

# The object with every parent of the path in place.
_parents(resource, path) := json.patch(resource, [{"op": "add", "path": array.slice(path, 0, end), "value": {}} |
	some end in numbers.range(1, count(path) - 1)
	end > 0
	end < count(path)
])
