package ops

import (
	"fmt"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/util"
)

// excludeConflicts leaves out packages with a rule where data holds a base document: one would hide the other.
func (set *policySet) excludeConflicts(data map[string]any, faults *[]Fault) {
	if len(data) == 0 {
		return
	}
	for _, path := range util.KeysSorted(set.live) {
		module := set.live[path]
		for _, rule := range module.Rules {
			ref := rule.Ref().GroundPrefix()
			if holds(data, ref[1:]) {
				set.excluded[module.Package.Path.String()] = "a base document has the path of " + ref.String()
				*faults = append(*faults, Fault{Path: path, Row: rule.Location.Row, Col: rule.Location.Col, Code: "data_conflict",
					Message: fmt.Sprintf("%s is both a rule and a base document", ref), Line: set.line(path, rule.Location.Row)})
			}
		}
	}
	set.dropExcluded(faults)
}

func holds(document any, path ast.Ref) bool {
	if len(path) == 0 {
		return true
	}
	object, ok := document.(map[string]any)
	key, isString := path[0].Value.(ast.String)
	if !ok || !isString {
		return false
	}
	child, found := object[string(key)]
	return found && holds(child, path[1:])
}
