package ops

import (
	"encoding/json"
	"strings"
	"testing"
)

func exportOne(t *testing.T, policy ExportPolicy, modules ...Module) ExportedTemplate {
	t.Helper()
	result, err := Export(ExportRequest{Modules: modules, Policies: []ExportPolicy{policy}})
	equal(t, "faults", codes(must(t, result, err).Errors), "")
	return result.Templates[0]
}

func review(rules ...string) ExportPolicy { return ExportPolicy{Package: "policies.p", Rules: rules} }

func document(rules ...string) ExportPolicy {
	return ExportPolicy{Package: "main", Rules: rules, Document: true}
}

func contains(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("%q is not in\n%s", part, text)
		}
	}
}

func lacks(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if strings.Contains(text, part) {
			t.Errorf("%q is in\n%s", part, text)
		}
	}
}

// obstacles are the messages, each with its place.
func obstacles(template ExportedTemplate) string {
	var lines []string
	for _, each := range template.Obstacles {
		lines = append(lines, each.Path+": "+each.Line+": "+each.Message)
	}
	return strings.Join(lines, "\n")
}

// ask evaluates what was exported as Gatekeeper does: libraries below `libs`, the review and the parameters as input.
func ask(t *testing.T, template ExportedTemplate, input string) string {
	t.Helper()
	equal(t, "obstacles", obstacles(template), "")
	modules := []Module{v1("template", template.Rego)}
	for i, lib := range template.Libs {
		modules = append(modules, v1("lib"+string(rune('0'+i)), lib))
	}
	query := packageOf(v1("template", template.Rego)) + ".violation"
	result, err := Evaluate(EvaluateRequest{Modules: modules, Query: query, Input: []byte(input)})
	equal(t, "faults", codes(must(t, result, err).Errors), "")
	text, err := json.Marshal(result.Results[0].Expressions[0])
	return string(must(t, text, err))
}

const labels = `# METADATA
# title: Labels
package policies.p

import data.lib.text
import rego.v1

violation contains {
	"msg": sprintf("no label %s", [text.quote(key)]),
	"path": ["metadata", "labels"],
	"details": {"missing": [key]},
	"fix": "Add it.",
} if {
	some key in input.parameters.labels
	not input.review.object.metadata.labels[key] # absent
}
`

const text = `package lib.text

# Quotes are single.
quote(s) := sprintf("'%s'", [s])

where := input.source.file
`

func TestExportMovesWhatIsNoMessageIntoDetails(t *testing.T) {
	template := exportOne(t, review("violation"), v1("p.rego", labels), v1("text.rego", text))
	got := ask(t, template, `{"review": {"object": {}}, "parameters": {"labels": ["a"]}}`)
	equal(t, "violations", got, `[{"details":{"fix":"Add it.","missing":["a"],"path":["metadata","labels"]},"msg":"no label 'a'"}]`)
}

func TestExportKeepsCommentsAndImportsOfLibraries(t *testing.T) {
	template := exportOne(t, review("violation"), v1("p.rego", labels), v1("text.rego", text))
	contains(t, template.Rego, "# METADATA\n# title: Labels\npackage policies.p\n", "import data.lib.text\n", "# absent")
	lacks(t, template.Rego, "rego.v1")
	equal(t, "libraries", len(template.Libs), 1)
	contains(t, template.Libs[0], "package lib.text", "# Quotes are single.")
}

func TestExportLeavesOutLibrariesThatNothingNeeds(t *testing.T) {
	template := exportOne(t, review("violation"), v1("p.rego", labels), v1("text.rego", text), v1("q.rego", "package lib.other\nx := 1"))
	equal(t, "libraries", len(template.Libs), 1)
}

func TestExportMergesRulesAndSaysWhichOne(t *testing.T) {
	template := exportOne(t, review("deny_a", "violation"), v1("p.rego", `package policies.p
deny_a contains "same" if input.review
violation contains {"msg": "same"} if input.review
`))
	equal(t, "violations", ask(t, template, `{"review": {}}`),
		`[{"details":{"rule":"deny_a"},"msg":"same"},{"details":{"rule":"violation"},"msg":"same"}]`)
}

func TestExportLeavesOutRulesThatWereNotAskedFor(t *testing.T) {
	template := exportOne(t, review("warn"), v1("p.rego", `package policies.p
violation contains "denied" if input.review
warn contains "warned" if count(violation) > 0
`))
	equal(t, "violations", ask(t, template, `{"review": {}}`), `[{"details":{},"msg":"warned"}]`)
}

func TestExportReportsWhatGatekeeperWouldDrop(t *testing.T) {
	for _, found := range []string{"1", "{\"message\": \"m\"}", "{\"msg\": 1}", "[]", "null"} {
		template := exportOne(t, review("violation"), v1("p.rego", "package policies.p\nviolation contains "+found+" if input.review"))
		contains(t, ask(t, template, `{"review": {}}`), "something that is no violation")
	}
}

func TestExportKeepsDetailsThatAreNoObject(t *testing.T) {
	template := exportOne(t, review("violation"), v1("p.rego", `package policies.p
violation contains {"msg": "m", "details": "d"} if input.review`))
	equal(t, "violations", ask(t, template, `{"review": {}}`), `[{"details":{"details":"d"},"msg":"m"}]`)
}

func TestExportMovesOtherPackagesBelowLib(t *testing.T) {
	template := exportOne(t, review("violation"), v1("p.rego", `package policies.p
import data.policies.other as o
violation contains o.message if o.limits.cpu == data.policies.other.limits.cpu
violation contains "nested" if [data.lib.deep.x][0] == 1
`), v1("o.rego", "package policies.other\nmessage := \"m\"\nlimits.cpu := data.lib.deep.x"), v1("d.rego", "package lib.deep\nx := 1"))
	contains(t, template.Rego, "import data.lib.policies.other as o\n", "import data.lib.deep\n", "[deep.x][0]")
	contains(t, strings.Join(template.Libs, ""), "package lib.policies.other")
	lacks(t, template.Rego, "data.policies", "[data.lib")
	equal(t, "violations", ask(t, template, `{"review": {}}`), `[{"details":{},"msg":"m"},{"details":{},"msg":"nested"}]`)
}

func TestExportNamesOwnRulesWithoutThePackage(t *testing.T) {
	template := exportOne(t, review("violation"), v1("p.rego", `package policies.p
violation contains "m" if data.policies.p.limit == data.policies.p["limit"]
limit := 1
`))
	contains(t, template.Rego, "limit == limit")
	equal(t, "violations", ask(t, template, `{"review": {}}`), `[{"details":{},"msg":"m"}]`)
}

func TestExportGivesDocumentPoliciesTheObject(t *testing.T) {
	template := exportOne(t, document("deny"), v1("p.rego", `package main
import data.lib.spec
import input as doc
import input.metadata as meta
deny contains msg if {
	input.kind == "Pod"
	some name, value in input
	name == "spec"
	msg := sprintf("%s %s %v %v", [doc.kind, meta.name, value, spec.size])
}
deny contains msg if msg := [input.kind | true][0]
deny contains "with" if spec.size == 3 with input.spec as [1, 2, 3]
`), v1("spec.rego", "package lib.spec\nsize := count(input.spec)"))
	got := ask(t, template, `{"review": {"object": {"kind": "Pod", "metadata": {"name": "n"}, "spec": []}}}`)
	equal(t, "violations", got, `[{"details":{},"msg":"Pod"},{"details":{},"msg":"Pod n [] 0"},{"details":{},"msg":"with"}]`)
	lacks(t, template.Rego, "import input")
}

func TestExportReadsTheInventory(t *testing.T) {
	template := exportOne(t, review("violation"), v1("p.rego", `package policies.p
import data.inventory.cluster as cluster
violation contains "m" if cluster["v1"].Namespace[_]
violation contains "n" if data.inventory.namespace[_]
`))
	lacks(t, template.Rego, "import")
	equal(t, "violations", ask(t, template, `{"review": {}}`), `[]`)
}

func TestExportMakesOneModuleOfAPackage(t *testing.T) {
	template := exportOne(t, review("violation"), v1("a.rego", `package policies.p

# The first.
violation contains "a" if small
`), v1("b.rego", `package policies.p

import data.lib.text

# The second.
violation contains text.quote("b") if small

small if input.review.n < 10
`), v1("text.rego", text))
	contains(t, template.Rego, "package policies.p\n\nimport data.lib.text\n\n# The first.\nfound_violation contains \"a\"", "# The second.\nfound_violation contains")
	equal(t, "violations", ask(t, template, `{"review": {"n": 1}}`), `[{"details":{},"msg":"'b'"},{"details":{},"msg":"a"}]`)
}

func TestExportKeepsAnonymousVariablesOfSeveralFilesApart(t *testing.T) {
	template := exportOne(t, review("violation"), v1("a.rego", "package policies.p\nviolation contains \"a\" if input.review.n[_]"),
		v1("b.rego", "package policies.p\nviolation contains \"b\" if { some _, x in input.review.n; x == [1, 2][_] }"),
		v1("c.rego", "package policies.p\nviolation contains \"c\" if f(input.review.n[_])\nf(_)"))
	contains(t, template.Rego, "input.review.n[_]", "some _, x in", "f(_)")
	equal(t, "violations", ask(t, template, `{"review": {"n": [2]}}`), `[{"details":{},"msg":"a"},{"details":{},"msg":"b"},{"details":{},"msg":"c"}]`)
}

func TestExportTranslatesTheOldSyntax(t *testing.T) {
	template := exportOne(t, document("deny"), v0("p.rego", `package main
deny[msg] { input.kind == "Pod"; msg := "m" }
`))
	contains(t, template.Rego, "deny contains msg if {")
	equal(t, "violations", ask(t, template, `{"review": {"object": {"kind": "Pod"}}}`), `[{"details":{},"msg":"m"}]`)
}

func TestExportSaysWhatStandsInTheWay(t *testing.T) {
	tests := map[string]struct{ text, want string }{
		"facts":                  {"violation contains \"m\" if input.facts.images", "reads input.facts, which Gatekeeper does not give"},
		"source by a library":    {"import data.lib.text\nviolation contains text.where", "text.rego: where := input.source.file: reads input.source"},
		"input as a whole":       {"violation contains \"m\" if count(input) > 1", "reads input as a whole"},
		"input by a variable":    {"violation contains \"m\" if input[_].x", "by a key that is not constant"},
		"data files":             {"violation contains \"m\" if data.limits.cpu", "reads data.limits.cpu, which no policy defines"},
		"unknown import":         {"import data.limits\nviolation contains \"m\" if limits.cpu", "reads data.limits, which no policy defines"},
		"all policies":           {"violation contains \"m\" if data.policies[_].x", "reads data.policies as a whole"},
		"itself":                 {"violation contains \"m\" if count(data.policies.p) > 0", "reads data.policies.p as a whole"},
		"its own import":         {"import data.policies.p.x\nviolation contains \"m\" if x\nx := 1", "imports data.policies.p.x from the package of the policy"},
		"a hidden rule":          {"violation contains \"m\" if { some x in [1]; data.policies.p.x == x }\nx := 1", "uses x as the name of something local"},
		"replaced data":          {"violation contains \"m\" if data.lib.text.where with data.lib.text.where as 1", "replaces data.lib.text.where"},
		"no set":                 {"violation := \"m\" if input.review", "rule violation is no set"},
		"a function of conftest": {"violation contains \"m\" if parse_config(\"toml\", \"a = 1\").a", "calls parse_config, which Gatekeeper does not have"},
		"refused built-in":       {"violation contains \"m\" if http.send({})", "http.send is refused"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			template := exportOne(t, review("violation"), v1("p.rego", "package policies.p\n"+test.text), v1("text.rego", text))
			contains(t, obstacles(template), test.want)
			equal(t, "rego", template.Rego, "")
		})
	}
}

func TestExportRefusesFilesThatUseANameDifferently(t *testing.T) {
	template := exportOne(t, review("violation"), v1("a.rego", "package policies.p\nimport data.lib.text\nviolation contains text.quote(\"a\")"),
		v1("b.rego", "package policies.p\nviolation contains \"b\" if { text := 1; text > 0 }"), v1("text.rego", text))
	contains(t, obstacles(template), "b.rego: package policies.p: text is something else in this file")
}

func TestExportPlacesObstaclesOfASecondFile(t *testing.T) {
	for _, body := range []string{"input.facts.x", "http.send({})", "data.limits.x"} {
		template := exportOne(t, review("violation"), v1("a.rego", "package policies.p\n\n\nviolation contains \"a\""),
			v1("b.rego", "package policies.p\nviolation contains \"b\" if "+body))
		equal(t, "obstacle", template.Obstacles[0].Path, "b.rego")
		equal(t, "row", template.Obstacles[0].Row, 2)
		contains(t, template.Obstacles[0].Line, body)
	}
}

func TestExportRefusesALibraryThatReadsThePolicy(t *testing.T) {
	template := exportOne(t, review("violation"), v1("p.rego", "package policies.p\nimport data.lib.x\nviolation contains x.m\nm := \"m\""),
		v1("x.rego", "package lib.x\nm := data.policies.p.m"))
	contains(t, obstacles(template), "x.rego: m := data.policies.p.m: a library reads data.policies.p.m")
}

func TestExportDoesNotChangeItsSources(t *testing.T) {
	modules := []Module{v1("p.rego", labels), v1("text.rego", text)}
	result, err := Export(ExportRequest{Modules: modules, Policies: []ExportPolicy{review("violation"), review("violation")}})
	templates := must(t, result, err).Templates
	equal(t, "second", templates[1].Rego, templates[0].Rego)
}

func TestExportRefusesAnImportThatIsAVariableInAnotherFile(t *testing.T) {
	template := exportOne(t, document("deny"), v1("a.rego", "package main\nimport input as doc\ndeny contains \"a\" if doc.a"),
		v1("b.rego", "package main\ndeny contains \"b\" if { some doc in input.docs; doc.b }"))
	contains(t, obstacles(template), "b.rego: package main: doc is something else in this file")
	both := exportOne(t, document("deny"), v1("a.rego", "package main\nimport input as doc\ndeny contains \"a\" if doc.a"),
		v1("b.rego", "package main\nimport input as doc\ndeny contains \"b\" if doc.b"))
	equal(t, "violations", ask(t, both, `{"review": {"object": {"a": 1, "b": 1}}}`), `[{"details":{},"msg":"a"},{"details":{},"msg":"b"}]`)
}

func TestExportRewritesReferencesWhereverTheyAre(t *testing.T) {
	template := exportOne(t, document("deny"), v1("p.rego", `package main
import data.lib.text
deny contains "m" if {
	every key, value in input.spec { is_string(key); value == data.lib.text.one }
	some name in {x | some x in input.names; not x in data.lib.text.except}
	some part in [p | p := {"k": input.names[_]}[_]]
	count({y: z | some y, z in input.spec}) == count(input.spec)
	name == part
	$"{input.kind}" == "Pod"
	not input.absent[data.lib.text.one]
}
`), v1("text.rego", "package lib.text\none := 1\nexcept := {input.kind}"))
	got := ask(t, template, `{"review": {"object": {"kind": "Pod", "spec": {"a": 1}, "names": ["n"]}}}`)
	equal(t, "violations", got, `[{"details":{},"msg":"m"}]`)
}

func TestExportKeepsExceptions(t *testing.T) {
	policy := document("deny", "deny_root")
	policy.Exempt = map[string]string{"deny": "", "deny_root": "root"}
	template := exportOne(t, policy, v1("p.rego", `package main
deny contains "any" if input.kind
deny_root contains "root" if input.kind
exception contains ["root"] if input.trusted
exception contains rules if { input.exempt; rules := ["", "other"]; some _, name in rules; name == "" }
`))
	for object, want := range map[string]string{
		`{"kind": "Pod"}`:                                  "any root",
		`{"kind": "Pod", "trusted": true}`:                 "any",
		`{"kind": "Pod", "exempt": true}`:                  "root",
		`{"kind": "Pod", "exempt": true, "trusted": true}`: "",
	} {
		got := ask(t, template, `{"review": {"object": `+object+`}}`)
		equal(t, object+" any", strings.Contains(got, `"msg":"any"`), strings.Contains(want, "any"))
		equal(t, object+" root", strings.Contains(got, `"msg":"root"`), strings.Contains(want, "root"))
	}
}
