package ops

import (
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
)

// compiledText is what becomes of a module before it is compiled.
func compiledText(t *testing.T, modules ...Module) string {
	t.Helper()
	set, faults := newPolicySet(modules, usual())
	equal(t, "faults", codes(faults), "")
	located, err := withLocatedCalls(set.live)
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for _, rule := range located[modules[0].Path].Rules {
		texts = append(texts, rule.String())
	}
	return strings.Join(texts, "\n")
}

func TestCallsThatNameFilesGetThePathOfTheirModule(t *testing.T) {
	text := compiledText(t, v1("policy/a.rego", `package a
deny contains parse_config_file("x.toml").a
deny contains x if x := parse_config_file(concat("/", ["a", parse_config_file("b").name]))
deny contains "b" if parse_config_file("y.ini")
deny contains "c" if { every f in parse_combined_config_files([f | some f in ["z.env"]]) { f.path } }
same := parse_config("toml", "a = 1")
`))
	equal(t, "calls with the path", strings.Count(text, `internal.parse_config_file("policy/a.rego", `), 4)
	equal(t, "combined", strings.Count(text, `internal.parse_combined_config_files("policy/a.rego", [`), 1)
	equal(t, "others", strings.Count(text, `parse_config("toml", "a = 1")`), 1)
}

func TestOwnFunctionsOfThatNameStay(t *testing.T) {
	own := v1("own.rego", "package a\nparse_config_file(x) := x\n")
	user := v1("user.rego", "package a\nb := parse_config_file(1)\n")
	equal(t, "in the package", compiledText(t, user, own), "b := parse_config_file(1) if { true }")
	imported := v1("imported.rego", "package c\nimport data.a.parse_config_file\nb := parse_config_file(1)\n")
	equal(t, "imported", compiledText(t, imported, own), "b := parse_config_file(1) if { true }")
}

func TestPoliciesThatNameFilesCompile(t *testing.T) {
	result, err := Compile(CompileRequest{
		Modules:     []Module{v1("p/a.rego", "package a\ndeny contains x if x := parse_config_file(\"x.toml\").a\n")},
		Entrypoints: []string{"a/deny"},
	})
	result = must(t, result, err)
	equal(t, "errors", codes(result.Errors), "")
	equal(t, "the path is in it", strings.Contains(string(result.Wasm), "p/a.rego"), true)
	equal(t, "the name is in it", strings.Contains(string(result.Wasm), "internal.parse_config_file"), true)
}

func TestFaultsSpeakOfWhatTheUserWrote(t *testing.T) {
	result, err := Compile(CompileRequest{
		Modules: []Module{
			v1("a.rego", "package a\ndeny contains 1 if parse_config_file(1)\n"),
			v1("b.rego", "package b\nf(x) := {x: x}\ndeny contains 1 if data.b.g with parse_config_file as f\ng := parse_config_file(\"x\")\n"),
		},
		Entrypoints: []string{"a/deny", "b/deny"},
	})
	result = must(t, result, err)
	equal(t, "codes", codes(result.Errors), "a.rego rego_type_error, b.rego rego_compile_error,  entrypoint_excluded,  entrypoint_excluded")
	equal(t, "type error", strings.Contains(result.Errors[0].Message, "internal."), false)
	equal(t, "row", result.Errors[1].Row, 3)
}

func TestAModuleThatNamesNoFilesIsNotCopied(t *testing.T) {
	set, _ := newPolicySet([]Module{v1("a.rego", "package a\nb := 1\n")}, usual())
	located, err := withLocatedCalls(set.live)
	equal(t, "same module", must(t, located, err)["a.rego"] == set.live["a.rego"], true)
}

func TestTestsAskTheHost(t *testing.T) {
	answer, err := readHostAnswer([]byte(`{"value": "{\"a\": 1}"}`))
	equal(t, "value", must(t, answer, err).Value.Compare(ast.MustParseTerm(`{"a": 1}`).Value), 0)
	for _, text := range []string{`{"error": "no"}`, `{"value": "{"}`, ``} {
		if _, err := readHostAnswer([]byte(text)); err == nil {
			t.Errorf("%q: no error", text)
		}
	}
	called, err := Builtin(BuiltinRequest{Name: parseConfig, Args: `["toml", ""]`})
	equal(t, "its error", must(t, called, err).Error, "parse_config: there is no host")
	result := runOnly(t, TestRequest{Modules: []Module{
		v1("a_test.rego", "package a_test\ntest_a if parse_config(\"toml\", \"\")\n"+
			"f(x) := {\"is\": x}\ntest_b if parse_config_file(\"x\").is == \"x\" with parse_config_file as f\n"),
	}})
	equal(t, "errors", codes(result.Errors), "")
	equal(t, "a is undefined without a host", result.Results[0].Outcome, "fail")
	equal(t, "b has its own", result.Results[1].Outcome, "pass")
}
