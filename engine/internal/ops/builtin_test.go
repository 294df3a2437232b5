package ops

import "testing"

func TestBuiltin(t *testing.T) {
	tests := map[string]struct {
		name, args string
		want       BuiltinResult
	}{
		"a set":             {"sprintf", `["%v %d", [{"b", "a"}, 12345678901234567890]]`, BuiltinResult{Value: `"{\"a\", \"b\"} 12345678901234567890"`}},
		"a number's text":   {"json.marshal", `[1.0]`, BuiltinResult{Value: `"1.0"`}},
		"an empty set":      {"intersection", `[{{1}, {2}}]`, BuiltinResult{Value: `set()`}},
		"false":             {"regex.match", `["a", "b"]`, BuiltinResult{Value: `false`}},
		"a wrong operand":   {"numbers.range_step", `[1, 2, "x"]`, BuiltinResult{Error: "numbers.range_step: operand 3 must be integer but got string"}},
		"an error":          {"json.unmarshal", `["{"]`, BuiltinResult{Error: "json.unmarshal: unexpected EOF"}},
		"the decision time": {"time.now_ns", `[]`, BuiltinResult{Value: "1700000000000000000"}},
		"control codes":     {"concat", `["", ["\u0000\u0007\ud83d\ude00<"]]`, BuiltinResult{Value: `"\u0000\u0007😀<"`}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			result, err := Builtin(BuiltinRequest{Name: test.name, Args: test.args, NowNs: "1700000000000000000"})
			equal(t, "result", must(t, result, err), test.want)
		})
	}
}

func TestBuiltinRefusesWhatItCannotRead(t *testing.T) {
	for _, request := range []BuiltinRequest{
		{Name: "nope", Args: "[]"},
		{Name: "lower", Args: `{"a"}`},
		{Name: "lower", Args: `["a"`},
		{Name: "lower", Args: `["a"]`, NowNs: "soon"},
	} {
		if _, err := Builtin(request); err == nil {
			t.Errorf("%+v was accepted", request)
		}
	}
}
