// Package protocol turns a request into a reply and sees to it that there always is a reply.
package protocol

import (
	"bytes"
	"encoding/json"
	"fmt"

	"sluice.dev/formats/internal/reading"
)

// request is the first line of what the host sends. The bytes of the file follow it.
type request struct {
	Format string `json:"format"`
	Split  bool   `json:"split"` // an array at the root is several documents, as it is for conftest
}

// answer is the first line of the reply. The documents follow it, each a line of JSON.
type answer struct {
	Documents int            `json:"documents"`
	Fault     *reading.Fault `json:"fault,omitempty"`
}

// Call answers one request. What is wrong with the file is a fault in the answer; a failure is a request that nobody should make.
func Call(message []byte) []byte {
	header, content, found := bytes.Cut(message, []byte{'\n'})
	if !found {
		return Failure("the request has no line that says what the file is")
	}
	var asked request
	decoder := json.NewDecoder(bytes.NewReader(header))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&asked); err != nil {
		return Failure("the first line of the request: " + err.Error())
	}
	if !reading.Knows(asked.Format) {
		return Failure(fmt.Sprintf("there is no format %q", asked.Format))
	}
	documents, fault := reading.Read(asked.Format, content, asked.Split)
	reply := encode(map[string]answer{"ok": {len(documents), fault}})
	for _, document := range documents {
		reply = append(append(reply, document...), '\n')
	}
	return reply
}

// Failure is the reply to a request that could not be understood.
func Failure(message string) []byte {
	return encode(map[string]map[string]string{"error": {"code": "request", "message": message}})
}

func encode(reply any) []byte {
	line, err := json.Marshal(reply)
	if err != nil {
		panic(err) // texts and numbers only
	}
	return append(line, '\n')
}
