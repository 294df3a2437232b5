package ops

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/bundle"
	"github.com/open-policy-agent/opa/v1/compile"
	"github.com/open-policy-agent/opa/v1/util"
)

type CompileRequest struct {
	Header
	Modules      []Module       `json:"modules"`
	Entrypoints  []string       `json:"entrypoints"` // slash-separated, without "data": policies/labels/violation
	Data         map[string]any `json:"data"`        // base documents, to find rules that they would hide
	DenyBuiltins *[]string      `json:"denyBuiltins"`
}

type CompileResult struct {
	Wasm        []byte   `json:"-"` // attached; empty when no entrypoint is left
	Entrypoints []string `json:"entrypoints"`
	Errors      []Fault  `json:"errors"`
	Excluded    []string `json:"excluded"` // packages left out, as a.b
}

// Attachment is the Wasm module.
func (result CompileResult) Attachment() []byte { return result.Wasm }

// Compile makes one Wasm module of all policies that can be compiled. What cannot is reported, and left out together with all that
// depends on it: half a policy would allow what the whole one denies.
func Compile(request CompileRequest) (CompileResult, error) {
	return compileWith(request, buildWasm)
}

// builder compiles the modules, or says why it cannot.
type builder func(modules map[string]*ast.Module, entrypoints []string, capabilities *ast.Capabilities) ([]byte, error)

func compileWith(request CompileRequest, build builder) (CompileResult, error) {
	capabilities := capabilitiesWithout(request.DenyBuiltins)
	set, faults := newPolicySet(request.Modules, capabilities)
	set.excludeConflicts(request.Data, &faults)
	for {
		entrypoints, missing := set.entrypoints(request.Entrypoints)
		if len(entrypoints) == 0 {
			return set.result(nil, nil, append(faults, missing...)), nil
		}
		wasm, err := build(set.live, entrypoints, capabilities.v1)
		if err == nil {
			return set.result(wasm, entrypoints, append(faults, missing...)), nil
		}
		more, err := set.excludeFaulty(err)
		if errors.Is(err, errNothingToExclude) {
			more, err = set.excludeFailingAlone(entrypoints, build, err)
		}
		if err != nil {
			return CompileResult{}, err
		}
		faults = append(faults, capabilities.explain(more)...)
	}
}

func (set *policySet) result(wasm []byte, entrypoints []string, faults []Fault) CompileResult {
	return CompileResult{
		Wasm:        wasm,
		Entrypoints: append([]string{}, entrypoints...),
		Errors:      append([]Fault{}, faults...),
		Excluded:    set.excludedPackages(),
	}
}

func buildWasm(modules map[string]*ast.Module, entrypoints []string, capabilities *ast.Capabilities) (wasm []byte, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("OPA's compiler stopped: %v", cause)
		}
	}()
	if modules, err = withLocatedCalls(modules); err != nil {
		return nil, err
	}
	input := &bundle.Bundle{Data: map[string]any{}}
	input.Manifest.Init()
	for _, path := range util.KeysSorted(modules) {
		input.Modules = append(input.Modules, bundle.ModuleFile{URL: path, Path: path, Parsed: modules[path]})
	}
	compiler := compile.New().
		WithCapabilities(capabilities).
		WithTarget(compile.TargetWasm).
		WithPruneUnused(true).
		WithEntrypoints(entrypoints...).
		WithBundle(input)
	if err := compiler.Build(context.Background()); err != nil {
		return nil, err
	}
	built := compiler.Bundle().WasmModules
	if len(built) != 1 {
		return nil, fmt.Errorf("expected one Wasm module, got %d", len(built))
	}
	return built[0].Raw, nil
}

func (set *policySet) excludedPackages() []string {
	names := []string{}
	for _, name := range util.KeysSorted(set.excluded) {
		names = append(names, strings.TrimPrefix(name, "data."))
	}
	return names
}
