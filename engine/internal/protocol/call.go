// Package protocol turns a JSON request into a JSON reply and sees to it that there always is a reply.
package protocol

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"

	"sluice.dev/engine/internal/ops"
)

// Codes of a call that failed. Faults of what was asked about (a policy that does not parse) are no failures: they are in `ok`.
const (
	CodeRequest  = "request"  // the request is not one that the engine understands
	CodeFailed   = "failed"   // the operation could not be done; the message says why
	CodeInternal = "internal" // a defect: the engine panicked and recovered
)

type operation func(request []byte) []byte

var operations = map[string]operation{
	"version":      decoded(ops.Version),
	"compile":      decoded(ops.Compile),
	"compileQuery": decoded(ops.CompileQuery),
	"inspect":      decoded(ops.Inspect),
	"builtin":      decoded(ops.Builtin),
	"evaluate":     decoded(ops.Evaluate),
	"format":       decoded(ops.Format),
	"export":       decoded(ops.Export),
	"test":         decoded(ops.Test),
	"yaml":         decoded(ops.YAML),
	"yamlDocument": decoded(ops.OneYAMLDocument),
	"terms":        decoded(ops.Terms),
}

// Call answers one request. It never panics: a panic in an operation is an error reply with the code `internal`.
func Call(request []byte) (reply []byte) {
	defer func() {
		if cause := recover(); cause != nil {
			reply = Failure(CodeInternal, fmt.Sprintf("%v\n%s", cause, debug.Stack()))
		}
	}()
	name, err := operationName(request)
	if err != nil {
		return Failure(CodeRequest, "the request is no JSON object: "+err.Error())
	}
	run, known := operations[name]
	if !known {
		return Failure(CodeRequest, fmt.Sprintf("unknown operation %q", name))
	}
	return run(request)
}

// operationName reads no further than to the field "op", which comes first in the requests of a host that is in a hurry.
func operationName(request []byte) (string, error) {
	decoder := json.NewDecoder(bytes.NewReader(request))
	if start, err := decoder.Token(); err != nil || start != json.Delim('{') {
		return "", cmp.Or(err, errors.New("it does not start with {"))
	}
	for decoder.More() {
		key, err := decoder.Token()
		if err != nil {
			return "", err
		}
		if key == "op" {
			var name string
			err := decoder.Decode(&name)
			return name, err
		}
		var skipped json.RawMessage
		if err := decoder.Decode(&skipped); err != nil {
			return "", err
		}
	}
	_, err := decoder.Token() // the closing brace, or what is wrong with the text
	return "", err
}

// Failure is the reply of a call that could not be answered.
func Failure(code, message string) []byte {
	type fault struct {
		Code    string `json:"code"`
		Message string `json:"message"`
	}
	return encode(map[string]fault{"error": {code, message}})
}

// decoded adapts a typed operation. A field that the operation does not know is refused: a misspelt option must not be ignored.
func decoded[Request, Result any](run func(Request) (Result, error)) operation {
	return func(text []byte) []byte {
		var request Request
		decoder := json.NewDecoder(bytes.NewReader(text))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&request); err != nil {
			return Failure(CodeRequest, err.Error())
		}
		result, err := run(request)
		if err != nil {
			return Failure(CodeFailed, err.Error())
		}
		return append(encode(map[string]Result{"ok": result}), attachment(result)...)
	}
}

// attachment is what follows the reply's line: bytes that would double in size, and in time, as a JSON string.
func attachment(result any) []byte {
	if carrier, ok := result.(interface{ Attachment() []byte }); ok {
		return carrier.Attachment()
	}
	return nil
}

// encode writes JSON on one line, line break included.
func encode(reply any) []byte {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(reply); err != nil {
		return Failure(CodeInternal, "the reply cannot be encoded: "+err.Error())
	}
	return buffer.Bytes()
}
