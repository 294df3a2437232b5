package ops

import (
	"fmt"
	"strings"
	"testing"
)

func TestTermsPrintsAndOrdersAsOPADoes(t *testing.T) {
	result, err := Terms(TermsRequest{Text: `[{1}, {"b": 1, "a": 2}, [1], "a\u0000", 10, 9, true, null]`})
	must(t, result, err)
	equal(t, "canonical", strings.Join(result.Canonical, " "), `{1} {"a": 2, "b": 1} [1] "a\u0000" 10 9 true null`)
	equal(t, "printed", result.Printed[3], `"a\x00"`)
	equal(t, "sorted", fmt.Sprint(result.Sorted), "[7 6 5 4 3 2 1 0]")
	equal(t, "compared", fmt.Sprint(result.Compared[4][5]), "1")
}

func TestTermsNeedsGroundTerms(t *testing.T) {
	for _, text := range []string{`{}`, `[x]`, `[`} {
		if _, err := Terms(TermsRequest{Text: text}); err == nil {
			t.Errorf("%s was accepted", text)
		}
	}
}
