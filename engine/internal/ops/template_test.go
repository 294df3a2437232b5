package ops

import (
	"strings"
	"testing"
)

func template(kind, path, text string) Module {
	return Module{Path: path, Text: text, RegoVersion: "v0", Template: kind, Libs: kind}
}

func library(kind, path, text string) Module {
	return Module{Path: path, Text: text, RegoVersion: "v0", Template: kind, Libs: kind, Lib: true}
}

const usesHelper = `package anything
import data.lib.helpers
violation[{"msg": msg}] { msg := helpers.text(input.review.object) }
violation[{"msg": msg}] { msg := [m | m := data.lib.helpers.text(input.parameters)][_] }
`

func TestTemplatesOfOneSetDoNotMeet(t *testing.T) {
	result := compileModules(t, "gatekeeper/template/A/violation gatekeeper/template/B/violation",
		template("A", "a", usesHelper), library("A", "a.lib", "package lib.helpers\ntext(x) = \"a\" { x }"),
		template("B", "b", usesHelper), library("B", "b.lib", "package lib.helpers\ntext(x) = \"b\" { x }"))
	equal(t, "faults", codes(result.Errors), "")
	equal(t, "entrypoints", len(result.Entrypoints), 2)
}

func TestTemplatesMaySayInventoryAndFuture(t *testing.T) {
	result := compileModules(t, "gatekeeper/template/A/violation", template("A", "a", `package a
import future.keywords
import data.lib
violation[{"msg": "x"}] { some name; data.inventory.cluster["v1"].Namespace[name]; lib.b.ok }
`), library("A", "b", "package lib.b\nok = true { input.review }"))
	equal(t, "faults", codes(result.Errors), "")
}

func TestTemplatesAreHeldToWhatGatekeeperAllows(t *testing.T) {
	tests := map[string]struct {
		module   Module
		row, col int
		says     string
	}{
		"another document":          {template("A", "a", "package a\nviolation[{\"msg\": \"x\"}] {\n  data.secrets.x\n}"), 3, 3, "disallowed ref data.secrets.x"},
		"all documents":             {template("A", "a", "package a\nviolation[{\"msg\": x}] {\n  y := [x | x := data[_]]\n  x := y[_] }"), 3, 18, "disallowed ref data[_]"},
		"an import of rego.v1":      {template("A", "a", "package a\nimport rego.v1\nviolation contains 1 if input.x"), 2, 1, "bad import rego.v1"},
		"an import of input":        {template("A", "a", "package a\nimport input.review\nviolation[1] { review }"), 2, 1, "bad import input.review"},
		"no violation":              {template("A", "a", "package a\ndeny[x] { x := input.x }"), 1, 1, "must have a rule called violation"},
		"a library outside of lib":  {library("A", "a", "package helpers\nx = 1"), 1, 1, "must be below lib"},
		"a library that is all lib": {library("A", "a", "package lib\nx = 1"), 1, 1, "must be below lib"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			good := template("B", "good", "package b\nviolation[{\"msg\": \"x\"}] { input.review }")
			result := compileModules(t, "gatekeeper/template/A/violation gatekeeper/template/B/violation", test.module, good)
			equal(t, "the other template", strings.Join(result.Entrypoints, " "), "gatekeeper/template/B/violation")
			fault := result.Errors[0]
			equal(t, "code", fault.Code, templateErr)
			equal(t, "row", fault.Row, test.row)
			equal(t, "col", fault.Col, test.col)
			if !strings.Contains(fault.Message, test.says) {
				t.Errorf("message %q does not say %q", fault.Message, test.says)
			}
		})
	}
}

func TestATemplateWithABrokenLibraryIsLeftOut(t *testing.T) {
	result := compileModules(t, "gatekeeper/template/A/violation gatekeeper/template/B/violation",
		template("A", "a", usesHelper), library("A", "a.lib", "package lib.helpers\ntext(x) = "),
		template("B", "b", usesHelper), library("B", "b.lib", "package lib.helpers\ntext(x) = \"b\" { x }"))
	equal(t, "entrypoints", strings.Join(result.Entrypoints, " "), "gatekeeper/template/B/violation")
	equal(t, "excluded", strings.Join(result.Excluded, " "), "gatekeeper.lib.A.helpers gatekeeper.template.A")
}

func TestTemplatesMayShareLibraries(t *testing.T) {
	second := template("B", "b", usesHelper)
	second.Libs = "A"
	result := compileModules(t, "gatekeeper/template/A/violation gatekeeper/template/B/violation",
		template("A", "a", usesHelper), second, library("A", "a.lib", "package lib.helpers\ntext(x) = \"a\" { x }"))
	equal(t, "faults", codes(result.Errors), "")
	equal(t, "entrypoints", len(result.Entrypoints), 2)
}

func TestWhatWasInspectedCompilesToTheSame(t *testing.T) {
	modules := []Module{template("A", "a", usesHelper), library("A", "a.lib", "package lib.helpers\ntext(x) = \"a\" { x }")}
	first := compileModules(t, "gatekeeper/template/A/violation", modules...)
	inspection, err := Inspect(InspectRequest{Modules: modules})
	equal(t, "inspected", len(must(t, inspection, err).Modules), 2)
	second := compileModules(t, "gatekeeper/template/A/violation", modules...)
	third := compileModules(t, "gatekeeper/template/A/violation", modules...)
	equal(t, "after the inspection", string(second.Wasm), string(first.Wasm))
	equal(t, "after the compilation", string(third.Wasm), string(first.Wasm))
}
