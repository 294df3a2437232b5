// Package ops holds the engine's operations, one file each. An operation is a function from a request to a result; it keeps no state
// that a later request could see.
package ops

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// Header is what all requests share.
type Header struct {
	Op string `json:"op"`
}

// Module is one Rego source. Path names it in every message and must be unique within a request.
type Module struct {
	Path        string `json:"path"`
	Text        string `json:"text"`
	RegoVersion string `json:"regoVersion"` // "v0", "v1", or "any": v1, and v0 where the source is only that; "v1" when empty
	Template    string `json:"template"`    // the ConstraintTemplate that the source is a part of; empty for others
	Libs        string `json:"libs"`        // where the template's libraries are; templates with equal libraries share one place
	Lib         bool   `json:"lib"`         // one of these libraries
}

// Fault is a complaint about a module, or, without Path, about the request as a whole. Row and Col count from 1; 0 is unknown.
type Fault struct {
	Path    string `json:"path"`
	Row     int    `json:"row"`
	Col     int    `json:"col"`
	Code    string `json:"code"`
	Message string `json:"message"`
	Line    string `json:"line"` // the source line
}

// parsedModules are the modules of one request that parsed, with the sources to quote from.
type parsedModules struct {
	sources map[string]Module
	parsed  map[string]*ast.Module
}

// parse reads all modules. Those that do not parse are reported and left out.
func parse(modules []Module, capabilities capabilitySet) (parsedModules, []Fault) {
	result := parsedModules{make(map[string]Module, len(modules)), make(map[string]*ast.Module, len(modules))}
	var faults []Fault
	for _, module := range modules {
		if _, taken := result.sources[module.Path]; taken {
			faults = append(faults, Fault{Path: module.Path, Code: "duplicate_path", Message: "two modules have this path"})
			continue
		}
		result.sources[module.Path] = module
		parsed, err := parseOnce(module, capabilities)
		if err != nil {
			faults = append(faults, result.faults(module.Path, err)...)
			continue
		}
		result.parsed[module.Path] = parsed
	}
	return result, faults
}

// parsedBefore are modules that Inspect has parsed. A policy set is inspected and then compiled, and parsing is a third of that work. The
// compiler changes what it is given, so each is taken out for it.
var parsedBefore = map[Module]*ast.Module{}

func parseOnce(module Module, capabilities capabilitySet) (*ast.Module, error) {
	if parsed, ok := parsedBefore[module]; ok {
		delete(parsedBefore, module)
		return parsed, nil
	}
	return parseModule(module, capabilities)
}

func parseModule(module Module, capabilities capabilitySet) (*ast.Module, error) {
	if err := checkNesting(module.Path, module.Text); err != nil {
		return nil, err
	}
	parsed, err := parseText(module, capabilities)
	if err != nil || module.Template == "" {
		return parsed, err
	}
	return parsed, confine(module, parsed)
}

// anyVersion is asked for where nobody said in which Rego a source is written.
const anyVersion = "any"

func parseText(module Module, capabilities capabilitySet) (*ast.Module, error) {
	if module.RegoVersion != anyVersion {
		version, err := regoVersion(module.RegoVersion)
		if err != nil {
			return nil, err
		}
		return parseAs(version, module, capabilities)
	}
	parsed, err := parseAs(ast.RegoV1, module, capabilities)
	if err == nil && !isMeantAsV0(parsed) {
		return parsed, nil
	}
	older, olderErr := parseAs(ast.RegoV0, module, capabilities)
	switch {
	case olderErr == nil:
		return older, nil
	case err != nil && onlyLacksKeywords(err):
		return nil, olderErr
	}
	return parsed, err
}

// isMeantAsV0 tells whether a source that v1 can parse has v0's imports, and something that the compiler refuses in v1 alone: a deprecated
// function, a variable called input.
func isMeantAsV0(module *ast.Module) bool {
	importsFuture := slices.ContainsFunc(module.Imports, func(each *ast.Import) bool {
		path, isRef := each.Path.Value.(ast.Ref)
		return isRef && ast.FutureRootDocument.Equal(path[0])
	})
	return importsFuture && len(ast.CheckRegoV1WithOptions(module, ast.RegoCheckOptions{
		NoDuplicateImports: true, NoRootDocumentOverrides: true, NoDeprecatedBuiltins: true,
	})) > 0
}

// onlyLacksKeywords tells whether nothing but the words that v1 asks for is missing: then the source is meant as v0, and broken as that.
func onlyLacksKeywords(err error) bool {
	var faults ast.Errors
	if !errors.As(err, &faults) {
		return false
	}
	return !slices.ContainsFunc(faults, func(fault *ast.Error) bool {
		return !strings.Contains(fault.Message, "` keyword is required ")
	})
}

func parseAs(version ast.RegoVersion, module Module, capabilities capabilitySet) (*ast.Module, error) {
	return ast.ParseModuleWithOpts(module.Path, module.Text, ast.ParserOptions{
		RegoVersion:       version,
		ProcessAnnotation: true,
		Capabilities:      capabilities.forVersion(version),
	})
}

func regoVersion(name string) (ast.RegoVersion, error) {
	switch name {
	case "", "v1":
		return ast.RegoV1, nil
	case "v0":
		return ast.RegoV0, nil
	}
	return ast.RegoUndefined, fmt.Errorf("regoVersion %q is neither v0 nor v1", name)
}

// faults turns what OPA returned into faults; path is where to put those without a location.
func (modules parsedModules) faults(path string, err error) []Fault {
	var many ast.Errors
	var one *ast.Error
	var evaluation *topdown.Error
	switch {
	case errors.As(err, &many):
	case errors.As(err, &one):
		many = ast.Errors{one}
	case errors.As(err, &evaluation):
		many = ast.Errors{{Code: evaluation.Code, Message: evaluation.Message, Location: evaluation.Location}}
	default:
		return []Fault{{Path: path, Code: "error", Message: err.Error()}}
	}
	faults := make([]Fault, 0, len(many))
	for _, each := range many {
		faults = append(faults, modules.fault(path, each))
	}
	return faults
}

func (modules parsedModules) fault(path string, err *ast.Error) Fault {
	fault := Fault{Path: path, Code: err.Code, Message: messageOf(err)}
	if at := err.Location; at != nil {
		if at.File != "" {
			fault.Path = at.File
		}
		fault.Row, fault.Col = at.Row, at.Col
		fault.Line = modules.line(fault.Path, at.Row)
	}
	return fault
}

// messageOf keeps the details of a type error, which say what was expected; a parse error's details only repeat the source line.
func messageOf(err *ast.Error) string {
	if err.Details == nil || err.Code == ast.ParseErr {
		return err.Message
	}
	return strings.TrimRight(err.Message+"\n"+strings.Join(err.Details.Lines(), "\n"), "\n")
}

func (modules parsedModules) line(path string, row int) string {
	lines := strings.SplitN(modules.sources[path].Text, "\n", row+1)
	if row < 1 || row > len(lines) {
		return ""
	}
	return strings.TrimSuffix(lines[row-1], "\r")
}
