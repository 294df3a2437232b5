package ops

import (
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/util"
)

// entrypoints splits the wanted ones into those that exist and faults about the others.
func (set *policySet) entrypoints(wanted []string) (present []string, missing []Fault) {
	for _, name := range wanted {
		ref := entrypointRef(name)
		switch {
		case slices.Contains(present, name):
		case set.defines(ref):
			present = append(present, name)
		default:
			missing = append(missing, set.missingEntrypoint(name, ref))
		}
	}
	return present, missing
}

func entrypointRef(name string) ast.Ref {
	ref := ast.DefaultRootRef.Copy()
	for part := range strings.SplitSeq(strings.Trim(name, "/"), "/") {
		ref = append(ref, ast.StringTerm(part))
	}
	return ref
}

func (set *policySet) defines(ref ast.Ref) bool {
	for _, module := range set.live {
		if !isOneWay(module.Package.Path, ref) {
			continue
		}
		for _, rule := range module.Rules {
			if isOneWay(rule.Ref().GroundPrefix(), ref) {
				return true
			}
		}
	}
	return false
}

// isOneWay tells whether one of two paths leads on to the other.
func isOneWay(a, b ast.Ref) bool { return a.HasPrefix(b) || b.HasPrefix(a) }

func (set *policySet) missingEntrypoint(name string, ref ast.Ref) Fault {
	for _, gone := range util.KeysSorted(set.excluded) {
		if excluded := ast.MustParseRef(gone); ref.HasPrefix(excluded) || excluded.HasPrefix(ref) {
			return Fault{Code: "entrypoint_excluded", Message: fmt.Sprintf("%s is left out: %s", name, set.excluded[gone])}
		}
	}
	return Fault{Code: "entrypoint_undefined", Message: fmt.Sprintf("no module defines %s", name)}
}
