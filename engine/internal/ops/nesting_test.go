package ops

import (
	"errors"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
)

func TestParseRefusesNestingThatWouldEndTheEngine(t *testing.T) {
	deep := "package p\n\nx := " + strings.Repeat("[", 300) + strings.Repeat("]", 300)
	_, faults := parse([]Module{v1("p.rego", deep)}, everything())
	equal(t, "faults", codes(faults), "p.rego rego_parse_error")
	equal(t, "row", faults[0].Row, 3)
	equal(t, "col", faults[0].Col, 6+250)
}

func TestNestingPassesOverStringsAndComments(t *testing.T) {
	many := strings.Repeat("[", 300)
	for name, text := range map[string]string{
		"a string":               `x := "` + many + `"`,
		"an escaped quote":       `x := "\"` + many + `"`,
		"a raw string":           "x := `" + many + "\n" + many + "`",
		"a comment":              "# " + many + "\nx := 1",
		"a comment with a quote": "# don't \"\nx := [1]",
		"brackets side by side":  "x := [" + strings.Repeat("[1],", 300) + "1]",
		"a string without end":   `x := "` + many,
	} {
		if err := checkNesting("p.rego", text); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	err := checkNesting("p.rego", "x := `\n\n`\ny := "+many)
	var fault *ast.Error
	if !errors.As(err, &fault) || fault.Location.Row != 4 {
		t.Errorf("a raw string over several lines: %v", err)
	}
}
