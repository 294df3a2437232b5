package ops

import (
	"strings"
	"testing"
)

func documents(t *testing.T, text string) string {
	t.Helper()
	result, err := YAML(YAMLRequest{Text: text})
	var list []string
	for _, document := range must(t, result, err).Documents {
		if document.Error != "" {
			list = append(list, "error")
		} else {
			list = append(list, document.JSON)
		}
	}
	return strings.Join(list, " ")
}

func TestYAMLSplitsAsKubernetesDoes(t *testing.T) {
	tests := map[string][2]string{
		"nothing":                       {"", ""},
		"one document":                  {"a: 1", `{"a":1}`},
		"a leading separator":           {"---\na: 1\n", `{"a":1}`},
		"two documents":                 {"a: 1\n---\nb: 2\n", `{"a":1} {"b":2}`},
		"a trailing separator":          {"a: 1\n---\n", `{"a":1}`},
		"an empty one between":          {"a: 1\n---\n---\nb: 2\n", `{"a":1} {"b":2}`},
		"spaces after the separator":    {"a: 1\n---  \nb: 2\n", `{"a":1} {"b":2}`},
		"a comment after the separator": {"a: 1\n--- # next\nb: 2\n", `{"a":1} {"b":2}`},
		"CRLF":                          {"a: 1\r\n---\r\nb: 2\r\n", `{"a":1} {"b":2}`},
		"an indented separator":         {"a: |\n  x\n  ---\n  y\n", `{"a":"x\n---\ny\n"}`},
		"text after the separator":      {"a: 1\n---\nb: 2\n--- c\nd: 4\n", `{"a":1} error`},
		"a comment only":                {"# nothing\n", `null`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) { equal(t, "documents", documents(t, test[0]), test[1]) })
	}
}

func TestYAMLReadsScalarsAsTheAPIServerDoes(t *testing.T) {
	tests := map[string][2]string{
		"a yes is a boolean":    {"a: yes", `{"a":true}`},
		"an octal":              {"a: 0644", `{"a":420}`},
		"a sexagesimal is text": {"a: 22:22", `{"a":"22:22"}`},
		"a big integer":         {"a: 12345678901234567890", `{"a":12345678901234567890}`},
		"a key becomes text":    {"1: x", `{"1":"x"}`},
		"a duplicate key":       {"a: 1\na: 2", `error`},
		"an anchor":             {"a: &x 1\nb: *x", `{"a":1,"b":1}`},
		"a tab":                 {"a:\n\t- b", `error`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) { equal(t, "documents", documents(t, test[0]), test[1]) })
	}
}

func TestOneYAMLDocumentDoesNotSplit(t *testing.T) {
	document, err := OneYAMLDocument(YAMLRequest{Text: "a: 1"})
	equal(t, "document", must(t, document, err), YAMLDocument{JSON: `{"a":1}`})
}
