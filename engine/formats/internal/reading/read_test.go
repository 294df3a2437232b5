package reading

import (
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

func TestValuesOfEachFormat(t *testing.T) {
	for name, sample := range map[string]struct{ format, text, want string }{
		"toml":        {"toml", "a = 1\n[b]\nc = [1.5, true]\n", `{"a":1,"b":{"c":[1.5,true]}}`},
		"ini":         {"ini", "a=1\n[s]\nb=yes\nc=true\n", `{"s":{"b":"yes","c":true}}`},
		"dotenv":      {"dotenv", "A=1\nB=${A}x\n", `{"A":"1","B":"1x"}`},
		"properties":  {"properties", "a.b = c\n", `{"a.b":"c"}`},
		"hcl1":        {"hcl1", "a \"b\" { c = 1 }", `{"a":[{"b":[{"c":1}]}]}`},
		"hcl2":        {"hcl2", "a \"b\" { c = \"${d}<\" }", `{"a":{"b":[{"c":"${d}<"}]}}`},
		"jsonnet":     {"jsonnet", "local x = 1; {a: x + 1}", `{"a":2}`},
		"xml":         {"xml", "<a b=\"1\"><c>2</c></a>", `{"a":{"-b":"1","c":"2"}}`},
		"jsonc":       {"jsonc", "{\"a\": 1 /* one */}", `{"a":1}`},
		"cue":         {"cue", "a: 1 + 1\n", `{"a":2}`},
		"edn":         {"edn", "{:a [1 nil]}", `{":a":["1","\u003cnil\u003e"]}`},
		"yaml":        {"yaml", "a: yes\n", `{"a":true}`},
		"large":       {"json", "[1e30, 9007199254740993]", `[1e+30,9007199254740992]`},
		"nothing":     {"yaml", "", `null`},
		"nginx":       {"nginx", "listen 80;", `{"directives":[{"name":"listen","parameters":["80"]}]}`},
		"codeowners":  {"codeowners", "* @a\n", `{"rules":[{"comment":"","lineNumber":1,"owners":[{"type":"username","value":"a"}],"pattern":"*"}]}`},
		"no escaping": {"json", `"<>&"`, `"<>&"`},
	} {
		t.Run(name, func(t *testing.T) {
			documents, fault := Read(sample.format, []byte(sample.text), false)
			if fault != nil {
				t.Fatalf("fault %+v", *fault)
			}
			want := strings.ReplaceAll(strings.ReplaceAll(sample.want, `\u003c`, "<"), `\u003e`, ">")
			if got := string(documents[0]); len(documents) != 1 || got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		})
	}
}

func TestAnArrayAtTheRootIsSeveralDocuments(t *testing.T) {
	for text, want := range map[string][]string{
		"FROM a\nUSER b\n": {`[{"Cmd":"from","Flags":[],"JSON":false,"Stage":0,"SubCmd":"","Value":["a"]},` +
			`{"Cmd":"user","Flags":[],"JSON":false,"Stage":0,"SubCmd":"","Value":["b"]}]`},
	} {
		documents, fault := Read("dockerfile", []byte(text), true)
		if fault != nil || !slices.Equal(texts(documents), want) {
			t.Errorf("got %s, %+v", texts(documents), fault)
		}
	}
	if documents, _ := Read("json", []byte(`[1, null, [2]]`), true); !slices.Equal(texts(documents), []string{"1", "null", "[2]"}) {
		t.Errorf("got %s", texts(documents))
	}
	if documents, _ := Read("json", []byte(`[]`), true); len(documents) != 0 {
		t.Errorf("got %s", texts(documents))
	}
}

func TestFaultsHaveAPlaceWhereTheParserSaysIt(t *testing.T) {
	for format, sample := range map[string]struct {
		text         string
		line, column int
	}{
		"toml":       {"a = 1\nb = = 2\n", 2, 1},
		"dockerfile": {"FROM x\nFRM y\n", 2, 1},
		"hcl2":       {"a {\n b = \n}", 2, 6},
		"hcl1":       {"a = {\n b = \n", 3, 2},
		"jsonnet":    {"{\n  a: error 'no',\n}", 2, 6},
		"groovy":     {"node {\n", 2, 1},
		"nginx":      {"http {\n  listen 80", 2, 12},
		"json":       {"{\n \"a\": }", 2, 7},
		"cue":        {"a: 1\nb: x\n", 2, 4},
	} {
		t.Run(format, func(t *testing.T) {
			_, fault := Read(format, []byte(sample.text), false)
			if fault == nil {
				t.Fatal("no fault")
			}
			if fault.Line != sample.line || fault.Column != sample.column {
				t.Errorf("at %d:%d (%s), want %d:%d", fault.Line, fault.Column, fault.Reason, sample.line, sample.column)
			}
		})
	}
}

func TestFaultsRepeatNothingOfTheFile(t *testing.T) {
	const secret = "hunter2Correct"
	for _, text := range []string{
		"A=1\n%s\n", "[%s", "{%s", "{\"a\": %s", "<%s>", "a = %s", "\"%s", "%s {", "%s: [", "a: %s\na: 1\n", "FROM a\n%s\n",
		"FROM a\nENV %s\n", "{a: error '%s'}", "{a: error 'x' + '%s'}", "SPDXVersion: %s\n", "* %s", "<bom><%s></bom>", "${%s}", "a = ${%s}",
	} {
		for format := range parsers {
			_, fault := Read(format, []byte(fmt.Sprintf(text, secret)), false)
			if fault != nil && strings.Contains(strings.ToLower(fault.Reason), "hunter2") {
				t.Errorf("%s: %s", format, fault.Reason)
			}
		}
	}
}

func TestEveryFormatSaysWhyItRefuses(t *testing.T) {
	for format, text := range map[string]string{"toml": "=", "hocon": "a = ${b}", "dotenv": "a b", "spdx": "a", "cue": "a: {", "jsonnet": "import 'x'"} {
		_, fault := Read(format, []byte(text), false)
		if fault == nil || fault.Code != codeSyntax || len(strings.Fields(fault.Reason)) < 2 {
			t.Errorf("%s: %+v", format, fault)
		}
	}
}

func TestOtherFilesAreNotFollowed(t *testing.T) {
	for format, text := range map[string]string{"jsonnet": "{a: import 'nowhere.libsonnet'}", "hocon": "include \"nowhere.conf\""} {
		if _, fault := Read(format, []byte(text), false); fault == nil || fault.Reason != notFollowed {
			t.Errorf("%s: %+v", format, fault)
		}
	}
}

func TestLimits(t *testing.T) {
	if _, fault := Read("toml", []byte("a = inf"), false); fault == nil || fault.Code != codeNotJSON {
		t.Errorf("infinity: %+v", fault)
	}
	nested := func(depth int) []byte { return []byte(strings.Repeat("[", depth) + strings.Repeat("]", depth)) }
	if _, fault := Read("jsonc", nested(maxDepth), false); fault != nil {
		t.Errorf("at the limit: %+v", fault)
	}
	if _, fault := Read("jsonc", nested(maxDepth+1), false); fault == nil || fault.Code != codeDepth {
		t.Errorf("beyond the limit: %+v", fault)
	}
}

func TestTheTableIsConftests(t *testing.T) {
	program, err := exec.LookPath("conftest")
	if err != nil {
		t.Skip("conftest is not on PATH")
	}
	help, err := exec.Command(program, "parse", "--help").CombinedOutput()
	if err != nil {
		t.Fatal(err)
	}
	for format := range parsers {
		if format != "jsonc" && !strings.Contains(string(help), format) { // its help leaves jsonc out
			t.Errorf("conftest has no %s", format)
		}
	}
}

func texts(documents [][]byte) []string {
	var all []string
	for _, document := range documents {
		all = append(all, string(document))
	}
	return all
}
