# METADATA
# description: Reviews for tests, shaped as every enforcement point builds them.
package lib.fixtures

review(resource) := {
	"review": {
		"kind": kind(resource),
		"name": object.get(resource, ["metadata", "name"], ""),
		"namespace": _namespace(resource),
		"operation": "CREATE",
		"userInfo": {},
		"object": resource,
		"oldObject": null,
		"namespaceObject": null,
	},
	"parameters": {},
	"facts": {},
	"source": {"file": "app.yaml"},
}

with_parameters(resource, parameters) := object.union(review(resource), {"parameters": parameters})

deletion(resource) := object.union(review(resource), {"review": {"operation": "DELETE", "oldObject": resource}})

kind(resource) := {"group": group, "version": version, "kind": resource.kind} if {
	[group, version] := split(resource.apiVersion, "/")
} else := {"group": "", "version": resource.apiVersion, "kind": resource.kind}

pod(spec) := {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web"}, "spec": spec}

container(fields) := object.union({"name": "web", "image": "ghcr.io/acme/web:1.2.3"}, fields)

# A pod of one container.
pod_with(fields) := pod({"containers": [container(fields)]})

deployment(spec) := {
	"apiVersion": "apps/v1",
	"kind": "Deployment",
	"metadata": {"name": "web"},
	"spec": {"template": {"spec": spec}},
}

_namespace(resource) := object.get(resource, ["metadata", "namespace"], "")
