package ops

import "testing"

func TestFormat(t *testing.T) {
	tests := map[string]struct {
		module Module
		want   string
	}{
		"v1": {v1("p.rego", "package p\nx  if   {input.a;\ninput.b}"), "package p\n\nx if {\n\tinput.a\n\tinput.b\n}\n"},
		"v0": {v0("p.rego", "package p\nx[y] {  y := 1 }"), "package p\n\nx[y] {\n\ty := 1\n}\n"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			result, err := Format(FormatRequest{Module: test.module})
			equal(t, "text", must(t, result, err).Text, test.want)
		})
	}
}

func TestFormatReportsWhatDoesNotParse(t *testing.T) {
	result, err := Format(FormatRequest{Module: v1("p.rego", "package p\nx if {")})
	equal(t, "faults", codes(must(t, result, err).Errors), "p.rego rego_parse_error")
	equal(t, "line", result.Errors[0].Line, "x if {")
}
