package ops

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/format"
	"github.com/open-policy-agent/opa/v1/util"
)

// gatekeeperFunctions are what policies may call in Gatekeeper: of the functions that OPA does not have, only external_data.
func gatekeeperFunctions() capabilitySet {
	return everything().without(append(util.KeysSorted(refusals), foreignFunctions()...))
}

func foreignFunctions() []string {
	var names []string
	for _, function := range slices.Concat(hostFunctions, conftestFunctions, slices.Collect(maps.Values(located))) {
		if function.Name != "external_data" {
			names = append(names, function.Name)
		}
	}
	return names
}

// explainForeign says why a function is refused that Sluice itself has.
func explainForeign(faults []Fault) []Fault {
	for i := range faults {
		for _, name := range foreignFunctions() {
			if strings.HasPrefix(faults[i].Message, name+" is refused") {
				faults[i].Message = "calls " + name + ", which Gatekeeper does not have"
			}
		}
	}
	return faults
}

// checkMeaning compiles the template and looks at what its rule really reads: a library may read what this policy never asks it for.
func (draft *exportDraft) checkMeaning() error {
	if draft.checkRefs(); len(draft.obstacles) > 0 {
		return nil
	}
	capabilities := gatekeeperFunctions()
	modules := map[string]*ast.Module{}
	for _, file := range draft.files() {
		modules[file.path] = file.module
	}
	compiler := ast.NewCompiler().WithCapabilities(capabilities.v1)
	compiler.Compile(modules)
	if compiler.Failed() {
		draft.obstacles = append(draft.obstacles, draft.unpadded(explainForeign(capabilities.explain(draft.faults("", compiler.Errors))))...)
		return nil
	}
	if !draft.policy.Document {
		draft.checkInputs(compiler)
	}
	return nil
}

// checkRefs sees to it that no reference was overlooked: one that leads nowhere is undefined, and a policy would find nothing.
func (draft *exportDraft) checkRefs() {
	for _, file := range draft.files() {
		for _, rule := range file.module.Rules {
			ast.WalkRefs(rule, func(ref ast.Ref) bool {
				isLost := ref.HasPrefix(ast.DefaultRootRef) && !ref.HasPrefix(inventoryRoot) ||
					draft.policy.Document && ref.HasPrefix(ast.InputRootRef) && !ref.HasPrefix(reviewedObject)
				if isLost {
					draft.obstacle(file, ref[0].Location, fmt.Sprintf("reads %s in a way that cannot be rewritten", ref))
				}
				return false
			})
		}
	}
}

func (draft *exportDraft) unpadded(faults []Fault) []Fault {
	for i := range faults {
		for _, file := range draft.main {
			if file.path == faults[i].Path && file.padding > 0 {
				faults[i].Row -= file.padding
				faults[i].Line = draft.line(file.path, faults[i].Row)
			}
		}
	}
	return faults
}

// checkInputs refuses what reads more of the input than Gatekeeper gives: `review` and `parameters`.
func (draft *exportDraft) checkInputs(compiler *ast.Compiler) {
	seen := map[string]bool{}
	for _, rule := range reachedRules(compiler, draft.own) {
		for _, ref := range inputsRead(rule) {
			at := ref[0].Location
			key := fmt.Sprint(at.File, at.Row, ref)
			reason := inputObstacle(ref)
			if reason == "" || seen[key] {
				continue
			}
			seen[key] = true
			draft.obstacle(draft.fileAt(at), at, reason)
		}
	}
}

func inputObstacle(ref ast.Ref) string {
	if len(ref) == 1 {
		return "reads input as a whole, which is another one in Gatekeeper; read input.review or input.parameters"
	}
	switch name, _ := ref[1].Value.(ast.String); name {
	case "review", "parameters":
		return ""
	case "":
		return "reads input by a key that is not constant; read input.review or input.parameters"
	default:
		return fmt.Sprintf("reads input.%s, which Gatekeeper does not give", string(name))
	}
}

// inputsRead are the references of a rule into input. What `with` replaces is not read.
func inputsRead(rule *ast.Rule) []ast.Ref {
	var refs []ast.Ref
	var visitor *ast.GenericVisitor
	visitor = ast.NewGenericVisitor(func(node any) bool {
		switch node := node.(type) {
		case *ast.With:
			visitor.Walk(node.Value)
			return true
		case ast.Ref:
			if node.HasPrefix(ast.InputRootRef) {
				refs = append(refs, node)
			}
		}
		return false
	})
	visitor.Walk(rule)
	return refs
}

// reachedRules are the rules that the template's rule asks, directly or not, in the order of their places.
func reachedRules(compiler *ast.Compiler, own ast.Ref) []*ast.Rule {
	queue := slices.Clone(compiler.GetRulesExact(own.Append(ast.StringTerm(violationRule))))
	reached := map[*ast.Rule]bool{}
	for _, rule := range queue {
		reached[rule] = true
	}
	for at := 0; at < len(queue); at++ {
		for node := range compiler.Graph.Dependencies(queue[at]) {
			if rule, ok := node.(*ast.Rule); ok && !reached[rule] {
				reached[rule] = true
				queue = append(queue, rule)
			}
		}
	}
	slices.SortFunc(queue, func(a, b *ast.Rule) int { return a.Location.Compare(b.Location) })
	return queue
}

func (draft *exportDraft) fileAt(at *ast.Location) *draftFile {
	for _, file := range draft.files() {
		if file.path == at.File {
			return file
		}
	}
	return draft.main[0]
}

// print writes the draft as Rego text.
func (draft *exportDraft) print() ExportedTemplate {
	template := ExportedTemplate{Rego: draft.text(draft.main[0], draft.merge()), Libs: []string{}, Obstacles: []Fault{}}
	for _, file := range draft.libs {
		template.Libs = append(template.Libs, draft.text(file, file.module))
	}
	if len(draft.obstacles) > 0 {
		return ExportedTemplate{Libs: []string{}, Obstacles: draft.obstacles}
	}
	return template
}

// text is a module as text. What cannot be printed as it was meant is an obstacle of this policy, and of no other.
func (draft *exportDraft) text(file *draftFile, module *ast.Module) string {
	text, err := regoText(module)
	if err != nil {
		draft.obstacle(file, file.module.Package.Location, err.Error())
	}
	return text
}

// merge makes one module of the policy's files. Their imports hold for all of it then, so a name must mean the same in each of them.
func (draft *exportDraft) merge() *ast.Module {
	first := draft.main[0].module
	merged := &ast.Module{Package: first.Package}
	merged.SetRegoVersion(ast.RegoV1)
	names := map[ast.Var]string{}
	for _, file := range draft.main {
		merged.Rules = append(merged.Rules, file.module.Rules...)
		merged.Comments = append(merged.Comments, file.module.Comments...)
		for _, each := range file.module.Imports {
			if names[each.Name()] == "" {
				names[each.Name()] = each.Path.String()
				// All on one line as far as the formatter can see: it would print those of later files among the rules.
				each.Location = first.Package.Location
				merged.Imports = append(merged.Imports, each)
			}
		}
	}
	for _, file := range draft.main {
		for name, path := range file.aliases {
			names[name] = path
		}
	}
	for _, file := range draft.main {
		draft.checkImportedNames(file, names)
	}
	// The rule that was added last stands in the first file, and behind the rules of all of them.
	slices.SortStableFunc(merged.Rules, func(a, b *ast.Rule) int { return a.Location.Row - b.Location.Row })
	return merged
}

func (draft *exportDraft) checkImportedNames(file *draftFile, names map[ast.Var]string) {
	imported := maps.Clone(file.aliases)
	for _, each := range file.module.Imports {
		imported[each.Name()] = each.Path.String()
	}
	used := usedNames(file.module)
	for name, path := range names {
		if used[name] && imported[name] != path {
			draft.obstacle(file, file.module.Package.Location, fmt.Sprintf("%s is something else in this file than in another file of the policy, and a template is one file", name))
		}
	}
}

// regoText prints a module and reads it back: what is exported is what was meant, or nothing.
func regoText(module *ast.Module) (string, error) {
	module.Annotations = nil
	for _, rule := range module.Rules {
		rule.Annotations = nil
	}
	text, err := format.AstWithOpts(module, format.Opts{RegoVersion: ast.RegoV1, ParserOptions: &ast.ParserOptions{RegoVersion: ast.RegoV1}})
	if err != nil {
		return "", err
	}
	again, err := ast.ParseModuleWithOpts("", string(text), ast.ParserOptions{RegoVersion: ast.RegoV1})
	if err != nil {
		return "", fmt.Errorf("the formatter printed what does not parse: %w", err)
	}
	if inOrder(again).String() != inOrder(module).String() {
		return "", fmt.Errorf("the formatter printed another policy than %s", module.Package.Path)
	}
	return string(text), nil
}

// inOrder sorts imports, as the formatter does.
func inOrder(module *ast.Module) *ast.Module {
	slices.SortFunc(module.Imports, (*ast.Import).Compare)
	return module
}
