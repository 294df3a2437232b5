package ops

import (
	"errors"
	"fmt"
	"regexp"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/util"
)

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

var errNothingToExclude = errors.New("the compiler failed without naming a module")

// excludeFailingAlone is the last resort for a failure that names no module: it leaves out the entrypoints that fail by themselves.
func (set *policySet) excludeFailingAlone(entrypoints []string, build builder, cause error) ([]Fault, error) {
	var faults []Fault
	for _, name := range entrypoints {
		if _, err := build(set.copies(), []string{name}, set.capabilities.v1); err != nil {
			faults = append(faults, set.excludeDefining(name, err)...)
		}
	}
	if len(faults) == 0 {
		return nil, cause
	}
	set.dropExcluded(&faults)
	return faults, nil
}

// copies are for a build that is not the last one: OPA takes the entrypoints out of the modules that it has compiled.
func (set *policySet) copies() map[string]*ast.Module {
	modules := make(map[string]*ast.Module, len(set.live))
	for path, module := range set.live {
		modules[path] = module.Copy()
	}
	return modules
}

// excludeDefining leaves out the packages that define an entrypoint.
func (set *policySet) excludeDefining(entrypoint string, err error) []Fault {
	var faults []Fault
	ref := entrypointRef(entrypoint)
	for _, path := range util.KeysSorted(set.live) {
		for _, rule := range set.live[path].Rules {
			if name := rule.Ref().GroundPrefix(); name.HasPrefix(ref) || ref.HasPrefix(name) {
				set.excluded[set.live[path].Package.Path.String()] = err.Error()
				faults = append(faults, Fault{Path: path, Row: rule.Location.Row, Col: rule.Location.Col, Code: "plan_error",
					Message: err.Error(), Line: set.line(path, rule.Location.Row)})
				break
			}
		}
	}
	return faults
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
