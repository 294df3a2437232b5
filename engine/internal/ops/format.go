package ops

import (
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/format"
)

type FormatRequest struct {
	Header
	Module
}

type FormatResult struct {
	Text   string  `json:"text"` // empty when there are errors
	Errors []Fault `json:"errors"`
}

// Format lays a module out as `opa fmt` does, in the version of the language that it is written in.
func Format(request FormatRequest) (FormatResult, error) {
	version, err := regoVersion(request.RegoVersion)
	if err != nil {
		return FormatResult{}, err
	}
	text, err := formatSource(request.Module, version)
	if err != nil {
		source := parsedModules{sources: map[string]Module{request.Path: request.Module}}
		return FormatResult{Errors: source.faults(request.Path, err)}, nil
	}
	return FormatResult{Text: string(text), Errors: []Fault{}}, nil
}

func formatSource(module Module, version ast.RegoVersion) ([]byte, error) {
	if err := checkNesting(module.Path, module.Text); err != nil {
		return nil, err
	}
	return format.SourceWithOpts(module.Path, []byte(module.Text), format.Opts{
		RegoVersion:   version,
		ParserOptions: &ast.ParserOptions{RegoVersion: version},
	})
}
