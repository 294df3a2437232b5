package ops

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

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
		if name := packageOf(parsed.sources[fault.Path].Text); name != "" {
			set.excluded[name] = fault.Path + " does not parse"
		}
	}
	set.dropExcluded(&faults)
	return set, faults
}

var packageClause = regexp.MustCompile(`(?m)^\s*package\s+([A-Za-z_][\w.]*(?:\["[^"]*"\][\w.]*)*)`)

// packageOf finds the package of a module that does not parse; "" when it has no readable package clause.
func packageOf(text string) string {
	match := packageClause.FindStringSubmatch(text)
	if match == nil {
		return ""
	}
	ref, err := ast.ParseRef("data." + match[1])
	if err != nil {
		return ""
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

// excludeFaulty leaves out the packages that a failed build names. The error is returned when it names none.
func (set *policySet) excludeFaulty(err error) ([]Fault, error) {
	faults := set.faults("", set.allErrors(err))
	if len(faults) == 1 && faults[0].Path == "" {
		faults[0] = set.locate(faults[0])
	}
	found := false
	for _, fault := range faults {
		if module, ok := set.live[fault.Path]; ok {
			set.excluded[module.Package.Path.String()] = fault.Message
			found = true
		}
	}
	if !found {
		return nil, fmt.Errorf("%w: %w", errNothingToExclude, err)
	}
	set.dropExcluded(&faults)
	return faults, nil
}

// allErrors compiles again without a limit on the number of errors, so that one more round suffices however many modules are broken.
func (set *policySet) allErrors(err error) error {
	compiler := ast.NewCompiler().WithCapabilities(set.capabilities.v1).SetErrorLimit(0)
	if compiler.Compile(set.live); compiler.Failed() {
		return compiler.Errors
	}
	return err // the planner's: the compiler is content
}

var plannerLocation = regexp.MustCompile(`^(.*?):(\d+): (.*)$`)

// locate reads the position that the planner puts in front of its message.
func (set *policySet) locate(fault Fault) Fault {
	match := plannerLocation.FindStringSubmatch(fault.Message)
	if match == nil {
		return fault
	}
	var row int
	if _, err := fmt.Sscan(match[2], &row); err != nil {
		return fault
	}
	return Fault{Path: match[1], Row: row, Col: 1, Code: "plan_error", Message: match[3], Line: set.line(match[1], row)}
}

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
		for _, rule := range module.Rules {
			name := rule.Ref().GroundPrefix()
			if name.HasPrefix(ref) || ref.HasPrefix(name) {
				return true
			}
		}
	}
	return false
}

func (set *policySet) missingEntrypoint(name string, ref ast.Ref) Fault {
	for _, gone := range util.KeysSorted(set.excluded) {
		if excluded := ast.MustParseRef(gone); ref.HasPrefix(excluded) || excluded.HasPrefix(ref) {
			return Fault{Code: "entrypoint_excluded", Message: fmt.Sprintf("%s is left out: %s", name, set.excluded[gone])}
		}
	}
	return Fault{Code: "entrypoint_undefined", Message: fmt.Sprintf("no module defines %s", name)}
}
