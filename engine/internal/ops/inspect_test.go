package ops

import (
	"fmt"
	"strings"
	"testing"
)

const inspected = `# METADATA
# title: Labels
# description: What a label must be.
# custom:
#   severity: high
# authors:
# - name: Ada
#   email: ada@example.com
# related_resources:
# - https://example.com/labels
package policies.labels

import data.lib.text as helper
import input.review.object as object

# METADATA
# entrypoint: true
violation contains {"msg": msg} if {
	some key in input.parameters.labels
	not object.metadata.labels[key]
	msg := sprintf("no label %v", [helper.quote(key)])
}

default allowed := false

limits.cpu := 1

by_name[name] := 1 if some name in input.names

trim(x) := trim_space(x)
`

func inspectOne(t *testing.T, module Module) InspectedModule {
	t.Helper()
	result, err := Inspect(InspectRequest{Modules: []Module{module}})
	equal(t, "faults", codes(must(t, result, err).Errors), "")
	return result.Modules[0]
}

func TestInspectListsRulesWithTheirKind(t *testing.T) {
	module := inspectOne(t, v1("p.rego", inspected))
	equal(t, "package", module.Package, "policies.labels")
	want := []Rule{
		{Name: "violation", Ref: "policies.labels.violation", Row: 18, Col: 1, Kind: "set"},
		{Name: "allowed", Ref: "policies.labels.allowed", Row: 24, Col: 1, Kind: "complete", Default: true},
		{Name: "limits.cpu", Ref: "policies.labels.limits.cpu", Row: 26, Col: 1, Kind: "complete"},
		{Name: "by_name", Ref: "policies.labels.by_name", Row: 28, Col: 1, Kind: "object"},
		{Name: "trim", Ref: "policies.labels.trim", Row: 30, Col: 1, Kind: "function", Arity: 1},
	}
	equal(t, "rules", len(module.Rules), len(want))
	for i, rule := range module.Rules {
		equal(t, "rule", rule, want[i])
	}
}

func TestInspectSeesV0Rules(t *testing.T) {
	module := inspectOne(t, v0("p.rego", "package p\nviolation[{\"msg\": m}] { m := 1 }\nby[k] = v { v := input[k] }"))
	equal(t, "violation", module.Rules[0].Kind, "set")
	equal(t, "by", module.Rules[1].Kind, "object")
}

func TestInspectReadsAnnotations(t *testing.T) {
	notes := inspectOne(t, v1("p.rego", inspected)).Annotations
	equal(t, "annotations", len(notes), 2)
	about := notes[0]
	equal(t, "scope", about.Scope, "package")
	equal(t, "target", about.Target, "policies.labels")
	equal(t, "title", about.Title, "Labels")
	equal(t, "severity", about.Custom["severity"], any("high"))
	equal(t, "author", about.Authors[0], AuthorNote{"Ada", "ada@example.com"})
	equal(t, "resource", about.RelatedResources[0].Ref, "https://example.com/labels")
	equal(t, "row", about.Row, 1)
	equal(t, "target of the second", notes[1].Target, "policies.labels.violation")
	equal(t, "entrypoint", notes[1].Entrypoint, true)
}

func TestInspectTellsWhatAModuleReads(t *testing.T) {
	module := inspectOne(t, v1("p.rego", inspected))
	equal(t, "imports", module.Imports[0], Import{Path: "data.lib.text", Alias: "helper"})
	equal(t, "inputs", strings.Join(module.Inputs, " "),
		"input.names input.parameters.labels input.review.object input.review.object.metadata.labels")
	equal(t, "uses", strings.Contains(strings.Join(module.Uses, " "), "data.lib.text"), true)
	equal(t, "builtins", strings.Contains(strings.Join(module.Builtins, " "), "sprintf"), true)
}

func TestInspectTellsWhereAModuleLooksUpTheInventory(t *testing.T) {
	text := "package p\n\nviolation[{\"msg\": \"x\"}] {\n  # data.inventory\n  data[\"\\u0069nventory\"].cluster\n}\nnamed(inventory) { data.inventory[inventory] }"
	module := inspectOne(t, v0("p.rego", text))
	equal(t, "places", fmt.Sprint(module.Inventory), "[{5 3} {7 20}]")
	none := inspectOne(t, v0("p.rego", "package p\n\ninventory { input.inventory }"))
	equal(t, "none", len(none.Inventory), 0)
}

func TestInspectReportsModulesThatDoNotParse(t *testing.T) {
	result, err := Inspect(InspectRequest{Modules: []Module{v1("a.rego", "package a"), v1("b.rego", "package b\nx if {")}})
	equal(t, "faults", codes(must(t, result, err).Errors), "b.rego rego_parse_error")
	equal(t, "modules", len(result.Modules), 1)
}

func TestInspectReadsRegoOfAnyVersion(t *testing.T) {
	anyOf := func(path, text string) Module { return Module{Path: path, Text: text, RegoVersion: "any"} }
	result, err := Inspect(InspectRequest{Modules: []Module{
		anyOf("new.rego", "package p\n\ndeny contains \"x\" if input.x"),
		anyOf("old.rego", "package p\n\ndeny[\"x\"] { input.x }"),
		anyOf("old-broken.rego", "package p\n\ndeny[\"x\"] { input.x }\n\nwarn[\"y\"] { input. }"),
		anyOf("new-broken.rego", "package p\n\ndeny contains \"x\" if { input. }"),
		anyOf("between.rego", "package q\n\nimport future.keywords\n\ndeny contains \"x\" if input.x"),
		anyOf("between-old.rego", "package q\n\nimport future.keywords\n\ndeny contains \"x\" if any([input.x])"),
		anyOf("between-test.rego", "package q\n\nimport future.keywords.if\n\ntest_x if { input := 1; deny with input as input }"),
		anyOf("new-wrong.rego", "package q\n\nimport rego.v1\n\ndeny contains \"x\" if any([input.x])"),
		anyOf("new-mistaken.rego", "package q\n\ndeny contains \"x\" if any([input.x])"),
	}})
	result = must(t, result, err)
	var got []string
	for _, each := range result.Modules {
		got = append(got, each.Path+" "+each.RegoVersion)
	}
	equal(t, "versions", strings.Join(got, ", "), "between-old.rego v0, between-test.rego v0, between.rego v1, "+
		"new-mistaken.rego v1, new-wrong.rego v1, new.rego v1, old.rego v0")
	for _, fault := range result.Errors {
		equal(t, fault.Path, strings.Contains(fault.Message, "keyword is required"), false)
	}
	equal(t, "faults", codes(result.Errors), "old-broken.rego rego_parse_error, new-broken.rego rego_parse_error")
}
