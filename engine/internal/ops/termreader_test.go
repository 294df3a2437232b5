package ops

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/open-policy-agent/opa/v1/ast"
)

// What OPA's parser makes of a text is what the reader must make of it, and writing must give back what was read.
func TestReadTermAgreesWithOPAsParser(t *testing.T) {
	for _, text := range []string{
		`null`, `true`, `false`, `0`, `-1`, `1.0`, `1e3`, `12345678901234567890`, `""`, `"a\"\\\n\u00e9"`, `"é😀"`,
		`[]`, `[1]`, `[1, [2, "a"]]`, `{}`, `{"a": 1}`, `{1: {"b": null}}`, `{[1]: {2}}`, `set()`, `{1}`, `{1, 2, {3}}`, `{{}}`, "\n[ 1 ,\t2 ]\r\n",
	} {
		want := ast.MustParseTerm(strings.TrimSpace(text))
		got, err := readTerm(text)
		if err != nil || !got.Equal(want) {
			t.Errorf("%s: got %v, %v", text, got, err)
			continue
		}
		again, err := readTerm(termText(got.Value))
		if err != nil || !again.Equal(want) {
			t.Errorf("%s written as %s: %v", text, termText(got.Value), err)
		}
	}
}

func TestReadTermRefusesEverythingElse(t *testing.T) {
	for _, text := range []string{
		``, `x`, `tru`, `[1`, `[1,]`, `{1:}`, `{1: 2, 3}`, `{1, 2: 3}`, `[1] 2`, `"a`, `"\x"`, `01`, `1.`, `--1`, `input.x`, strings.Repeat("[", 20_000),
	} {
		if term, err := readTerm(text); err == nil {
			t.Errorf("%.20s was read as %v", text, term)
		}
	}
}

func FuzzReadTerm(f *testing.F) {
	f.Add(`{"a": [1, {2}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		term, err := readTerm(text)
		if err != nil || !utf8.ValidString(text) { // requests are JSON, whose strings always are valid
			return
		}
		again, err := readTerm(termText(term.Value))
		if err != nil || !again.Equal(term) {
			t.Errorf("%q does not survive: %v", text, err)
		}
	})
}
