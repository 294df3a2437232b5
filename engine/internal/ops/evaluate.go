package ops

import (
	"bytes"
	"context"
	"encoding/json"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/util"
)

type EvaluateRequest struct {
	Header
	Modules             []Module        `json:"modules"`
	Query               string          `json:"query"`
	Input               json.RawMessage `json:"input"` // absent: undefined
	Data                json.RawMessage `json:"data"`
	StrictBuiltinErrors bool            `json:"strictBuiltinErrors"`
	NowNs               string          `json:"nowNs"` // decimal; absent: the host's clock
	DenyBuiltins        *[]string       `json:"denyBuiltins"`
}

type EvaluateResult struct {
	Results []EvaluateRow `json:"results"` // empty: undefined
	Errors  []Fault       `json:"errors"`  // of parsing, compiling and evaluating
}

type EvaluateRow struct {
	Expressions []any          `json:"expressions"`
	Bindings    map[string]any `json:"bindings"`
}

// Evaluate asks OPA's own evaluator: what the Wasm module answers is compared with this.
func Evaluate(request EvaluateRequest) (EvaluateResult, error) {
	capabilities := capabilitiesWithout(request.DenyBuiltins)
	modules, faults := parse(request.Modules, capabilities)
	if len(faults) > 0 {
		return EvaluateResult{Errors: faults, Results: []EvaluateRow{}}, nil
	}
	options, err := evaluateOptions(request)
	if err != nil {
		return EvaluateResult{}, err
	}
	options = append(options, regoOptions(modules, request.Query, capabilities)...)
	rows, err := rego.New(options...).Eval(context.Background())
	if err != nil {
		return EvaluateResult{Errors: capabilities.explain(modules.faults("", err)), Results: []EvaluateRow{}}, nil
	}
	return EvaluateResult{Results: evaluateRows(rows), Errors: []Fault{}}, nil
}

func evaluateOptions(request EvaluateRequest) ([]func(*rego.Rego), error) {
	now, err := timeFromNs(request.NowNs)
	if err != nil {
		return nil, err
	}
	options := []func(*rego.Rego){rego.Time(now), rego.StrictBuiltinErrors(request.StrictBuiltinErrors)}
	if request.Input != nil {
		input, err := ast.ValueFromReader(bytes.NewReader(request.Input))
		if err != nil {
			return nil, err
		}
		options = append(options, rego.ParsedInput(input))
	}
	if request.Data != nil {
		var data map[string]any
		if err := util.UnmarshalJSON(request.Data, &data); err != nil {
			return nil, err
		}
		options = append(options, rego.Store(inmem.NewFromObject(data)))
	}
	return options, nil
}

func evaluateRows(rows rego.ResultSet) []EvaluateRow {
	result := make([]EvaluateRow, len(rows))
	for i, row := range rows {
		result[i] = EvaluateRow{Bindings: row.Bindings, Expressions: make([]any, len(row.Expressions))}
		for j, expression := range row.Expressions {
			result[i].Expressions[j] = expression.Value
		}
	}
	return result
}
