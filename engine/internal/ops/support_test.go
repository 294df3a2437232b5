package ops

import (
	"strings"
	"testing"
)

func v1(path, text string) Module { return Module{Path: path, Text: text, RegoVersion: "v1"} }

func v0(path, text string) Module { return Module{Path: path, Text: text, RegoVersion: "v0"} }

// must fails the test when an operation fails, which is not the same as a result that holds faults.
func must[Result any](t *testing.T, result Result, err error) Result {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func codes(faults []Fault) string {
	var list []string
	for _, fault := range faults {
		list = append(list, fault.Path+" "+fault.Code)
	}
	return strings.Join(list, ", ")
}

func equal[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}
