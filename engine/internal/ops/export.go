package ops

import (
	"github.com/open-policy-agent/opa/v1/ast"
)

type ExportRequest struct {
	Header
	Modules  []Module       `json:"modules"`
	Policies []ExportPolicy `json:"policies"`
}

// ExportPolicy names what becomes one template.
type ExportPolicy struct {
	Package  string   `json:"package"`  // a.b
	Rules    []string `json:"rules"`    // those that decide; the template has one rule for all of them
	Document bool     `json:"document"` // input is the object itself, and not a review of it
	// Exempt names the rules that conftest's rule `exception` may exempt from, each with the name that the exception knows it by.
	Exempt map[string]string `json:"exempt"`
}

type ExportResult struct {
	Templates []ExportedTemplate `json:"templates"` // one for each policy, in the order of the request
	Errors    []Fault            `json:"errors"`    // modules that do not parse
}

// ExportedTemplate is the Rego of a Gatekeeper ConstraintTemplate, or why there can be none.
type ExportedTemplate struct {
	Rego      string   `json:"rego"` // empty when there are obstacles
	Libs      []string `json:"libs"`
	Obstacles []Fault  `json:"obstacles"`
}

// Export rewrites policies to what Gatekeeper runs: one module whose rule `violation` says `msg` and `details`, libraries below
// `lib`, and no reference to anything else. What would mean something else there is an obstacle: half a policy is never exported.
func Export(request ExportRequest) (ExportResult, error) {
	modules, faults := parse(request.Modules, everything())
	set := newExportSet(modules)
	result := ExportResult{Templates: make([]ExportedTemplate, 0, len(request.Policies)), Errors: append([]Fault{}, faults...)}
	for _, policy := range request.Policies {
		template, err := set.template(policy)
		if err != nil {
			return ExportResult{}, err
		}
		result.Templates = append(result.Templates, template)
	}
	return result, nil
}

func (set *exportSet) template(policy ExportPolicy) (ExportedTemplate, error) {
	draft, err := set.draft(policy)
	if err != nil {
		return ExportedTemplate{}, err
	}
	for _, step := range []func() error{
		draft.checkRules, draft.checkReplacements, draft.rewriteImports, draft.rewriteRefs, draft.decide, draft.checkMeaning,
	} {
		if err := step(); err != nil {
			return ExportedTemplate{}, err
		}
		if len(draft.obstacles) > 0 {
			return ExportedTemplate{Libs: []string{}, Obstacles: draft.obstacles}, nil
		}
	}
	return draft.print(), nil
}

// exportDraft is one template in the making: copies of the modules that it needs.
type exportDraft struct {
	*exportSet
	policy    ExportPolicy
	own       ast.Ref      // the policy's package
	main      []*draftFile // the files of the policy's package
	libs      []*draftFile // the files of every package that it needs, directly or not
	obstacles []Fault
}

// draftFile is a module of a draft. Padding is the number of empty lines in front of it, which keep the lines of several files apart
// when they are printed as one.
type draftFile struct {
	path    string
	padding int
	module  *ast.Module
	aliases map[ast.Var]string // what was imported and is a rule now
}

func (draft *exportDraft) files() []*draftFile {
	return append(append([]*draftFile{}, draft.main...), draft.libs...)
}

// obstacle notes why the policy cannot be exported.
func (draft *exportDraft) obstacle(file *draftFile, at *ast.Location, message string) {
	fault := Fault{Path: file.path, Code: "not_exportable", Message: message}
	if at != nil {
		fault.Row, fault.Col = at.Row-file.padding, at.Col
		fault.Line = draft.line(file.path, fault.Row)
	}
	draft.obstacles = append(draft.obstacles, fault)
}
