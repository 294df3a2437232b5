# METADATA
# description: What a policy reads of the review, whatever the enforcement point.
package lib.reviews

# The object under review. Undefined on DELETE: nothing that is being removed can break a rule about what may run,
# and a violation there would only keep it running.
object := resource if {
	resource := input.review.object
	is_object(resource)
	not input.review.operation == "DELETE"
}

group := input.review.kind.group

version := input.review.kind.version

kind := input.review.kind.kind

name := object.metadata.name

# The namespace as the object says it, else as the review knows it (admission, or an app's destination).
namespace := declared if {
	declared := object.metadata.namespace
	declared != null
} else := input.review.namespace

# How the object spells its API, "v1" or "apps/v1".
api_version := version if group == ""

else := concat("/", [group, version])
