package protocol

import (
	"encoding/json"
	"strings"
	"testing"
)

type reply struct {
	OK    map[string]any
	Error struct{ Code, Message string }
}

func ask(t *testing.T, request string) reply {
	t.Helper()
	var answer reply
	if err := json.Unmarshal(Call([]byte(request)), &answer); err != nil {
		t.Fatal(err)
	}
	return answer
}

func TestCallAnswers(t *testing.T) {
	if version := ask(t, `{"op": "version"}`).OK["opa"]; version != "1.22.0" {
		t.Errorf("got %v", version)
	}
}

func TestCallRefusesWhatIsNotARequest(t *testing.T) {
	for request, part := range map[string]string{
		``:                                     "no JSON object",
		`{`:                                    "no JSON object",
		`[]`:                                   "no JSON object",
		`{}`:                                   `unknown operation ""`,
		`{"op": "nope"}`:                       `unknown operation "nope"`,
		`{"op": "compile", "denyBuiltin": []}`: "unknown field",
		`{"op": "builtin", "name": 1}`:         "cannot unmarshal",
	} {
		answer := ask(t, request)
		if answer.Error.Code != CodeRequest || !strings.Contains(answer.Error.Message, part) {
			t.Errorf("%s: got %+v", request, answer.Error)
		}
	}
}

func TestCallTellsWhyAnOperationFailed(t *testing.T) {
	answer := ask(t, `{"op": "builtin", "name": "nope", "args": "[]"}`)
	if answer.Error.Code != CodeFailed || answer.Error.Message != "there is no built-in function nope" {
		t.Errorf("got %+v", answer.Error)
	}
}

func TestCallTurnsAPanicIntoAReply(t *testing.T) {
	operations["panic"] = func([]byte) []byte { panic("broken") }
	defer delete(operations, "panic")
	answer := ask(t, `{"op": "panic"}`)
	if answer.Error.Code != CodeInternal || !strings.HasPrefix(answer.Error.Message, "broken") {
		t.Errorf("got %+v", answer.Error)
	}
}

func TestCallAttachesBytesBehindTheLine(t *testing.T) {
	request := `{"modules": [{"path": "p.rego", "text": "package p\nx := 1"}], "entrypoints": ["p/x"], "op": "compile"}`
	line, attached, found := strings.Cut(string(Call([]byte(request))), "\n")
	if !found || !json.Valid([]byte(line)) || !strings.HasPrefix(attached, "\x00asm") {
		t.Errorf("got %.300s", line)
	}
}
