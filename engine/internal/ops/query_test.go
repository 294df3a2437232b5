package ops

import "testing"

func TestCompileQuery(t *testing.T) {
	result, err := CompileQuery(QueryRequest{Modules: []Module{v1("p.rego", "package p\nx := 1")}, Query: "data.p.x = x"})
	equal(t, "faults", codes(must(t, result, err).Errors), "")
	equal(t, "Wasm", string(result.Attachment()[:4]), "\x00asm")
}

func TestCompileQueryReportsFaultsOfModulesAndOfTheQuery(t *testing.T) {
	result, err := CompileQuery(QueryRequest{Modules: []Module{v1("p.rego", "package p\nx if {")}, Query: "true"})
	equal(t, "module", codes(must(t, result, err).Errors), "p.rego rego_parse_error")
	result, err = CompileQuery(QueryRequest{Query: "nope(1)"})
	equal(t, "query", codes(must(t, result, err).Errors), " rego_type_error")
	result, err = CompileQuery(QueryRequest{Query: `http.send({})`})
	equal(t, "refused", codes(must(t, result, err).Errors), " builtin_refused")
}
