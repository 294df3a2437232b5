package ops

import (
	"fmt"
	"regexp"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/util"
)

// policySet is the modules of one compilation, shrinking until it compiles. Packages are the unit: a package with a faulty module is
// left out whole, and so is every package that refers to one that is left out.
type policySet struct {
	parsedModules
	live         map[string]*ast.Module // by path
	excluded     map[string]string      // package → why
	refs         map[string][]ast.Ref   // path → the data references in the module
	capabilities capabilitySet
}

func newPolicySet(modules []Module, capabilities capabilitySet) (*policySet, []Fault) {
	parsed, faults := parse(modules, capabilities)
	set := &policySet{
		parsedModules: parsed,
		live:          map[string]*ast.Module{},
		excluded:      map[string]string{},
		refs:          map[string][]ast.Ref{},
		capabilities:  capabilities,
	}
	for path, module := range parsed.parsed {
		set.live[path] = module
		set.refs[path] = dataRefs(module)
	}
	for _, fault := range faults {
		if name := packageOf(parsed.sources[fault.Path]); name != "" {
			set.excluded[name] = fault.Path + ": " + fault.Message
		}
	}
	set.dropExcluded(&faults)
	return set, faults
}

var packageClause = regexp.MustCompile(`(?m)^\s*package\s+([A-Za-z_][\w.]*(?:\["[^"]*"\][\w.]*)*)`)

// packageOf finds the package of a module that does not parse; "" when it has no readable package clause.
func packageOf(module Module) string {
	if module.Template != "" && !module.Lib {
		return confinedPackage(module, nil).String()
	}
	match := packageClause.FindStringSubmatch(module.Text)
	if match == nil {
		return ""
	}
	ref, err := ast.ParseRef("data." + match[1])
	if err != nil {
		return ""
	}
	if module.Template != "" {
		return confinedPackage(module, ref).String()
	}
	return ref.String()
}

// dataRefs are the references into data that a module makes, cut where they stop being constant.
func dataRefs(module *ast.Module) []ast.Ref {
	var refs []ast.Ref
	visitor := ast.NewGenericVisitor(func(node any) bool {
		if pkg, ok := node.(*ast.Package); ok && pkg != nil {
			return true
		}
		if ref, ok := node.(ast.Ref); ok && ref.HasPrefix(ast.DefaultRootRef) {
			refs = append(refs, ref.ConstantPrefix())
		}
		return false
	})
	visitor.Walk(module)
	return refs
}

// dropExcluded removes the modules of excluded packages and then, until nothing changes, those of the packages that refer to them.
func (set *policySet) dropExcluded(faults *[]Fault) {
	for changed := true; changed; {
		changed = false
		for _, path := range util.KeysSorted(set.live) {
			name := set.live[path].Package.Path.String()
			if _, gone := set.excluded[name]; gone {
				delete(set.live, path)
				changed = true
			} else if on, depends := set.dependsOnExcluded(path); depends {
				set.excluded[name] = "it depends on " + on
				*faults = append(*faults, Fault{Path: path, Row: 1, Col: 1, Code: "dependency_excluded",
					Message: fmt.Sprintf("%s is left out because it refers to %s, which is left out: %s", name, on, set.excluded[on])})
				changed = true
			}
		}
	}
}

func (set *policySet) dependsOnExcluded(path string) (string, bool) {
	for _, name := range util.KeysSorted(set.excluded) {
		gone := ast.MustParseRef(name)
		for _, ref := range set.refs[path] {
			if gone.HasPrefix(ref) || ref.HasPrefix(gone) && !set.belongsToLonger(ref, gone) {
				return name, true
			}
		}
	}
	return "", false
}

// belongsToLonger tells whether a live package below gone is meant: data.lib.text.trim is about data.lib.text, not about data.lib.
func (set *policySet) belongsToLonger(ref, gone ast.Ref) bool {
	for _, module := range set.live {
		if name := module.Package.Path; len(name) > len(gone) && ref.HasPrefix(name) {
			return true
		}
	}
	return false
}
