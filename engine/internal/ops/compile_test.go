package ops

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
)

func compileModules(t *testing.T, entrypoints string, modules ...Module) CompileResult {
	t.Helper()
	request := CompileRequest{Modules: modules, Entrypoints: strings.Fields(entrypoints)}
	result, err := Compile(request)
	return must(t, result, err)
}

func TestCompileMakesOneWasmModuleOfBothVersionsOfTheLanguage(t *testing.T) {
	result := compileModules(t, "old/violation new/violation",
		v0("old.rego", "package old\nviolation[{\"msg\": msg}] { msg := input.a }"),
		v1("new.rego", "package new\nviolation contains {\"msg\": msg} if msg := data.old.violation[_].msg"))
	equal(t, "Wasm", string(result.Attachment()[:4]), "\x00asm")
	equal(t, "entrypoints", strings.Join(result.Entrypoints, " "), "old/violation new/violation")
	equal(t, "faults", codes(result.Errors), "")
	equal(t, "excluded", strings.Join(result.Excluded, " "), "")
}

func TestCompileIsDeterministic(t *testing.T) {
	modules := []Module{v1("a.rego", "package a\nx if input.a"), v1("b.rego", "package b\nx contains data.a.x"), v1("c.rego", "package c\nx := 1")}
	first := compileModules(t, "a/x b/x c/x", modules...)
	second := compileModules(t, "a/x b/x c/x", modules[2], modules[0], modules[1])
	equal(t, "the same modules in another order", bytes.Equal(first.Wasm, second.Wasm), true)
}

func TestCompileLeavesOutWhatIsBrokenAndKeepsTheRest(t *testing.T) {
	good := v1("good.rego", "package good\nviolation contains \"x\" if input.x")
	tests := map[string]struct {
		broken   string
		code     string
		row, col int
		line     string
	}{
		"a module that does not parse": {"package bad\nviolation if {", "rego_parse_error", 2, 14, "violation if {"},
		"an unknown function":          {"package bad\nviolation if nope(1)", "rego_type_error", 2, 14, "violation if nope(1)"},
		"an unsafe variable":           {"package bad\nviolation if x > 1", "rego_unsafe_var_error", 2, 14, "violation if x > 1"},
		"recursion":                    {"package bad\nviolation if violation", "rego_recursion_error", 2, 1, "violation if violation"},
		"a wrong argument":             {"package bad\nviolation if lower(1)", "rego_type_error", 2, 14, "violation if lower(1)"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			result := compileModules(t, "good/violation bad/violation", good, v1("bad.rego", test.broken))
			equal(t, "entrypoints", strings.Join(result.Entrypoints, " "), "good/violation")
			equal(t, "excluded", strings.Join(result.Excluded, " "), "bad")
			equal(t, "faults", codes(result.Errors), "bad.rego "+test.code+",  entrypoint_excluded")
			fault := result.Errors[0]
			equal(t, "row", fault.Row, test.row)
			equal(t, "col", fault.Col, test.col)
			equal(t, "line", fault.Line, test.line)
			equal(t, "wasm", len(result.Wasm) == 0, false)
		})
	}
}

func TestCompileReportsAllBrokenModulesAtOnce(t *testing.T) {
	modules := []Module{v1("good.rego", "package good\nx := 1")}
	for _, name := range strings.Split("abcdefghijklmnop", "") {
		modules = append(modules, v1(name+".rego", "package "+name+"\nx if nope(1)"))
	}
	result := compileModules(t, "good/x", modules...)
	equal(t, "faults", len(result.Errors), 16)
	equal(t, "entrypoints", strings.Join(result.Entrypoints, " "), "good/x")
}

func TestCompileLeavesOutWhatDependsOnSomethingBroken(t *testing.T) {
	result := compileModules(t, "a/x b/x c/x d/x",
		v1("lib.rego", "package lib\nhelper if nope(1)"),
		v1("a.rego", "package a\nx if data.lib.helper"),
		v1("b.rego", "package b\nimport data.a\nx if a.x"),
		v1("c.rego", "package c\nx if data.library.helper"),
		v1("d.rego", "package d\nx if input.x"))
	equal(t, "entrypoints", strings.Join(result.Entrypoints, " "), "c/x d/x")
	equal(t, "excluded", strings.Join(result.Excluded, " "), "a b lib")
}

func TestCompileLeavesOutThePackageOfAModuleThatDoesNotParse(t *testing.T) {
	// deny in the second file would be missing from the package: the rest of it would allow too much.
	result := compileModules(t, "p/deny q/deny",
		v1("p1.rego", "package p\ndeny contains 1 if input.a"),
		v1("p2.rego", "package p\ndeny contains 2 if {"),
		v1("q.rego", "package q\ndeny contains 1 if input.a"))
	equal(t, "entrypoints", strings.Join(result.Entrypoints, " "), "q/deny")
	equal(t, "excluded", strings.Join(result.Excluded, " "), "p")
}

func TestCompileKeepsAPackageThatLiesBelowABrokenOne(t *testing.T) {
	result := compileModules(t, "user/x wide/x",
		v1("lib.rego", "package lib\nhelper if nope(1)"),
		v1("text.rego", "package lib.text\ntrim(x) := trim_space(x)"),
		v1("user.rego", "package user\nx := data.lib.text.trim(input.x)"),
		v1("wide.rego", "package wide\nx := data.lib[input.x]"))
	equal(t, "entrypoints", strings.Join(result.Entrypoints, " "), "user/x")
}

func TestCompileSurvivesAPlanThatIsNotSupported(t *testing.T) {
	result := compileModules(t, "t/all good/x",
		v1("t.rego", "package t\nall := data.t[input.k]"),
		v1("good.rego", "package good\nx := 1"))
	equal(t, "entrypoints", strings.Join(result.Entrypoints, " "), "good/x")
	if len(result.Errors) == 0 || result.Errors[0].Path != "t.rego" || result.Errors[0].Row != 2 {
		t.Errorf("the fault has no place: %+v", result.Errors)
	}
}

func TestCompileRefusesWhatMakesAVerdictUnrepeatable(t *testing.T) {
	for name := range refusals {
		request := CompileRequest{
			Modules:     []Module{v1("p.rego", "package p\nx := "+name+"("+arguments[name]+")")},
			Entrypoints: []string{"p/x"},
		}
		result, err := Compile(request)
		must(t, result, err)
		equal(t, name, codes(result.Errors), "p.rego builtin_refused,  entrypoint_excluded")
		request.DenyBuiltins = &[]string{}
		result, err = Compile(request)
		equal(t, name+" when nothing is denied", codes(must(t, result, err).Errors), "")
	}
}

var arguments = map[string]string{
	"http.send":              "{}",
	"net.lookup_ip_addr":     `"a"`,
	"opa.runtime":            "",
	"rand.intn":              `"a", 1`,
	"uuid.rfc4122":           `"a"`,
	"io.jwt.encode_sign":     "{}, {}, {}",
	"io.jwt.encode_sign_raw": `"", "", ""`,
}

func TestCompileAllowsTheClockBecauseTheHostSuppliesIt(t *testing.T) {
	result := compileModules(t, "p/x", v1("p.rego", "package p\nx := time.now_ns()"))
	equal(t, "faults", codes(result.Errors), "")
}

func TestCompileKnowsGatekeepersExternalData(t *testing.T) {
	result := compileModules(t, "p/x", v1("p.rego", "package p\nx := external_data({\"provider\": \"p\", \"keys\": []})"))
	equal(t, "faults", codes(result.Errors), "")
}

func TestCompileFindsRulesThatDataWouldHide(t *testing.T) {
	result, err := Compile(CompileRequest{
		Modules:     []Module{v1("p.rego", "package p\nx := 1"), v1("q.rego", "package q\nx := 1")},
		Entrypoints: []string{"p/x", "q/x"},
		Data:        map[string]any{"p": map[string]any{"x": 2.0}},
	})
	equal(t, "faults", codes(must(t, result, err).Errors), "p.rego data_conflict,  entrypoint_excluded")
	equal(t, "entrypoints", strings.Join(result.Entrypoints, " "), "q/x")
}

func TestCompileNamesEntrypointsThatNothingDefines(t *testing.T) {
	result := compileModules(t, "p/y", v1("p.rego", "package p\nx := 1"))
	equal(t, "faults", codes(result.Errors), " entrypoint_undefined")
	equal(t, "bytes of Wasm", len(result.Wasm), 0)
}

func TestCompileTakesAPathOnce(t *testing.T) {
	result := compileModules(t, "p/x", v1("p.rego", "package p\nx := 1"), v1("p.rego", "package q\nx := 1"))
	equal(t, "faults", codes(result.Errors), "p.rego duplicate_path,  entrypoint_excluded")
}

func TestCompileFindsThePolicyThatStopsTheCompiler(t *testing.T) {
	request := CompileRequest{
		Modules:     []Module{v1("good.rego", "package good\nx := 1"), v1("bad.rego", "package bad\nx := 1")},
		Entrypoints: []string{"good/x", "bad/x"},
	}
	result, err := compileWith(request, func(modules map[string]*ast.Module, entrypoints []string, capabilities *ast.Capabilities) ([]byte, error) {
		if slices.Contains(entrypoints, "bad/x") {
			return nil, errors.New("stopped")
		}
		return buildWasm(modules, entrypoints, capabilities)
	})
	equal(t, "faults", codes(must(t, result, err).Errors), "bad.rego plan_error,  entrypoint_excluded")
	equal(t, "entrypoints", strings.Join(result.Entrypoints, " "), "good/x")
}

func TestCompileFailsWhenNothingInParticularIsToBlame(t *testing.T) {
	request := CompileRequest{Modules: []Module{v1("p.rego", "package p\nx := 1\ny := 1")}, Entrypoints: []string{"p/x", "p/y"}}
	_, err := compileWith(request, func(_ map[string]*ast.Module, entrypoints []string, _ *ast.Capabilities) ([]byte, error) {
		if len(entrypoints) == 1 {
			return nil, nil
		}
		return nil, errors.New("stopped")
	})
	equal(t, "failure", errors.Is(err, errNothingToExclude), true)
}

func TestCompileTurnsAPanicOfTheCompilerIntoAnError(t *testing.T) {
	_, err := buildWasm(map[string]*ast.Module{"p.rego": nil}, []string{"p/x"}, everything().v1)
	equal(t, "stopped", err != nil && strings.Contains(err.Error(), "OPA's compiler stopped"), true)
}
