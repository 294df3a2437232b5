package ops

import (
	"context"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
)

type QueryRequest struct {
	Header
	Modules      []Module  `json:"modules"`
	Query        string    `json:"query"`
	DenyBuiltins *[]string `json:"denyBuiltins"`
}

type QueryResult struct {
	Wasm   []byte  `json:"-"` // attached; empty when there are errors
	Errors []Fault `json:"errors"`
}

// Attachment is the Wasm module.
func (result QueryResult) Attachment() []byte { return result.Wasm }

// CompileQuery makes a Wasm module whose only entrypoint is the query. Nothing is left out: a single fault leaves Wasm empty.
func CompileQuery(request QueryRequest) (QueryResult, error) {
	capabilities := capabilitiesWithout(request.DenyBuiltins)
	modules, faults := parse(request.Modules, capabilities)
	if len(faults) > 0 {
		return QueryResult{Errors: faults}, nil
	}
	options := append(regoOptions(modules, request.Query, capabilities), rego.Target("wasm"))
	result, err := rego.New(options...).Compile(context.Background())
	if err != nil {
		return QueryResult{Errors: capabilities.explain(modules.faults("", err))}, nil
	}
	return QueryResult{Wasm: result.Bytes, Errors: []Fault{}}, nil
}

func regoOptions(modules parsedModules, query string, capabilities capabilitySet) []func(*rego.Rego) {
	compiler := ast.NewCompiler().WithCapabilities(capabilities.v1)
	options := []func(*rego.Rego){rego.Compiler(compiler), rego.Query(query), rego.Capabilities(capabilities.v1)}
	for _, module := range modules.parsed {
		options = append(options, rego.ParsedModule(module))
	}
	return options
}
