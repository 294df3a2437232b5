package ops

import (
	"encoding/json"
	"testing"
)

func evaluate(t *testing.T, request EvaluateRequest) string {
	t.Helper()
	result, err := Evaluate(request)
	must(t, result, err)
	if len(result.Errors) > 0 {
		return codes(result.Errors)
	}
	text, err := json.Marshal(result.Results)
	return string(must(t, text, err))
}

func TestEvaluate(t *testing.T) {
	policy := []Module{v1("p.rego", "package p\nx contains y if some y in input.list\nnow := time.now_ns()")}
	tests := map[string]struct {
		request EvaluateRequest
		want    string
	}{
		"bindings, sets as sorted arrays": {
			EvaluateRequest{Modules: policy, Query: "x = data.p.x", Input: json.RawMessage(`{"list": ["b", "a", "b"]}`)},
			`[{"expressions":[true],"bindings":{"x":["a","b"]}}]`},
		"undefined input": {EvaluateRequest{Query: "input"}, `[]`},
		"null input":      {EvaluateRequest{Query: "input", Input: json.RawMessage(`null`)}, `[{"expressions":[null],"bindings":{}}]`},
		"data":            {EvaluateRequest{Query: "data.a.b", Data: json.RawMessage(`{"a": {"b": 1}}`)}, `[{"expressions":[1],"bindings":{}}]`},
		"every digit of a number": {
			EvaluateRequest{Query: "input", Input: json.RawMessage(`12345678901234567890`)},
			`[{"expressions":[12345678901234567890],"bindings":{}}]`},
		"the decision time":      {EvaluateRequest{Modules: policy, Query: "data.p.now", NowNs: "7"}, `[{"expressions":[7],"bindings":{}}]`},
		"a built-in error":       {EvaluateRequest{Query: `json.unmarshal("{")`}, `[]`},
		"a strict error":         {EvaluateRequest{Query: `json.unmarshal("{")`, StrictBuiltinErrors: true}, ` eval_builtin_error`},
		"a conflict":             {EvaluateRequest{Modules: []Module{v1("c.rego", "package c\nx := 1\nx := input.x")}, Query: "data.c.x", Input: json.RawMessage(`{"x": 2}`)}, `c.rego eval_conflict_error`},
		"a module without sense": {EvaluateRequest{Modules: []Module{v1("c.rego", "package")}, Query: "1"}, `c.rego rego_parse_error`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) { equal(t, "result", evaluate(t, test.request), test.want) })
	}
}
