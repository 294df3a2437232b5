package ops

import (
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/util"
)

type InspectRequest struct {
	Header
	Modules []Module `json:"modules"`
}

type InspectResult struct {
	Modules []InspectedModule `json:"modules"` // those that parse, by path
	Errors  []Fault           `json:"errors"`
}

type InspectedModule struct {
	Path        string       `json:"path"`
	Package     string       `json:"package"`     // a.b
	RegoVersion string       `json:"regoVersion"` // v0 or v1
	Imports     []Import     `json:"imports"`
	Rules       []Rule       `json:"rules"`
	Annotations []Annotation `json:"annotations"`
	Inputs      []string     `json:"inputs"`    // references into input, cut where they stop being constant
	Builtins    []string     `json:"builtins"`  // built-in functions that are called by name
	Inventory   []Position   `json:"inventory"` // where the module refers to data.inventory
}

type Position struct {
	Row int `json:"row"`
	Col int `json:"col"`
}

type Import struct {
	Path  string `json:"path"`
	Alias string `json:"alias"`
}

// Inspect says what is in the modules without compiling them.
func Inspect(request InspectRequest) (InspectResult, error) {
	modules, faults := parse(request.Modules, everything())
	result := InspectResult{Modules: []InspectedModule{}, Errors: append([]Fault{}, faults...)}
	clear(parsedBefore)
	for _, path := range util.KeysSorted(modules.parsed) {
		result.Modules = append(result.Modules, inspectModule(path, modules.parsed[path]))
		parsedBefore[modules.sources[path]] = modules.parsed[path]
	}
	return result, nil
}

func inspectModule(path string, module *ast.Module) InspectedModule {
	return InspectedModule{
		Path:        path,
		Package:     withoutData(module.Package.Path),
		RegoVersion: versionOf(module),
		Imports:     inspectImports(module),
		Rules:       inspectRules(module),
		Annotations: inspectAnnotations(module),
		Inputs:      inputRefs(module),
		Builtins:    builtinCalls(module),
		Inventory:   inventoryRefs(module),
	}
}

func versionOf(module *ast.Module) string {
	if module.RegoVersion() == ast.RegoV0 {
		return "v0"
	}
	return "v1"
}

func inspectImports(module *ast.Module) []Import {
	imports := make([]Import, 0, len(module.Imports))
	for _, each := range module.Imports {
		imports = append(imports, Import{Path: each.Path.String(), Alias: string(each.Alias)})
	}
	return imports
}

// withoutData prints a path below the root document: policies.labels, or a["b-c"].d.
func withoutData(ref ast.Ref) string {
	return strings.TrimPrefix(ref.String(), "data.")
}
