package ops

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// termText prints a ground value as Rego that any JSON reader with sets can read back. OPA's own String escapes as Go does
// (\x00, \a), which neither JSON nor Rego accepts.
func termText(value ast.Value) string {
	var out strings.Builder
	writeValue(&out, value)
	return out.String()
}

func writeValue(out *strings.Builder, value ast.Value) {
	switch value := value.(type) {
	case ast.String:
		writeString(out, string(value))
	case *ast.Array:
		writeArray(out, value)
	case ast.Set:
		writeSet(out, value)
	case ast.Object:
		writeObject(out, value)
	default: // null, booleans and numbers print alike in Go, JSON and Rego
		out.WriteString(value.String())
	}
}

func writeString(out *strings.Builder, text string) {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(text); err != nil {
		panic(err) // a string always encodes
	}
	out.Write(bytes.TrimSuffix(buffer.Bytes(), []byte("\n")))
}

func writeArray(out *strings.Builder, array *ast.Array) {
	out.WriteByte('[')
	for i := range array.Len() {
		separate(out, i)
		writeValue(out, array.Elem(i).Value)
	}
	out.WriteByte(']')
}

func writeSet(out *strings.Builder, set ast.Set) {
	if set.Len() == 0 {
		out.WriteString("set()")
		return
	}
	out.WriteByte('{')
	for i, member := range set.Slice() {
		separate(out, i)
		writeValue(out, member.Value)
	}
	out.WriteByte('}')
}

func writeObject(out *strings.Builder, object ast.Object) {
	out.WriteByte('{')
	for i, key := range object.Keys() {
		separate(out, i)
		writeValue(out, key.Value)
		out.WriteString(": ")
		writeValue(out, object.Get(key).Value)
	}
	out.WriteByte('}')
}

func separate(out *strings.Builder, index int) {
	if index > 0 {
		out.WriteString(", ")
	}
}
