package ops

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// termReader reads ground terms: JSON, plus sets. OPA's parser reads them too, at twenty times the cost, and this is on the path of
// every built-in call that a policy makes.
type termReader struct {
	text string
	at   int
}

// maxTermDepth bounds recursion: Wasm has a small stack and a stack overflow cannot be recovered from.
const maxTermDepth = 2_000

func readTerm(text string) (term *ast.Term, err error) {
	reader := &termReader{text: text}
	defer func() {
		if fault, ok := recover().(termFault); ok {
			term, err = nil, fmt.Errorf("not a ground term: %s at offset %d", fault, reader.at)
		}
	}()
	term = reader.term(0)
	if reader.peek() != 0 {
		reader.fail("something follows")
	}
	return term, nil
}

type termFault string

func (reader *termReader) fail(reason string) { panic(termFault(reason)) }

func (reader *termReader) term(depth int) *ast.Term {
	if depth > maxTermDepth {
		reader.fail("too deeply nested")
	}
	switch next := reader.peek(); {
	case next == '"':
		return ast.StringTerm(reader.string())
	case next == '[':
		return reader.array(depth)
	case next == '{':
		return reader.setOrObject(depth)
	case next == '-' || next >= '0' && next <= '9':
		return ast.NumberTerm(reader.number())
	}
	return reader.word()
}

func (reader *termReader) word() *ast.Term {
	switch rest := reader.text[reader.at:]; {
	case strings.HasPrefix(rest, "true"):
		reader.at += 4
		return ast.InternedTerm(true)
	case strings.HasPrefix(rest, "false"):
		reader.at += 5
		return ast.InternedTerm(false)
	case strings.HasPrefix(rest, "null"):
		reader.at += 4
		return ast.InternedNullTerm
	case strings.HasPrefix(rest, "set()"):
		reader.at += 5
		return ast.SetTerm()
	}
	reader.fail("unexpected character")
	return nil
}

func (reader *termReader) array(depth int) *ast.Term {
	reader.expect('[')
	if reader.peek() == ']' {
		reader.at++
		return ast.ArrayTerm()
	}
	return ast.ArrayTerm(reader.rest([]*ast.Term{reader.term(depth + 1)}, ']', depth)...)
}

// rest reads the members after the first, each behind a comma, up to the closing bracket.
func (reader *termReader) rest(members []*ast.Term, end byte, depth int) []*ast.Term {
	for reader.peek() != end {
		reader.expect(',')
		members = append(members, reader.term(depth+1))
	}
	reader.at++
	return members
}

// setOrObject decides by what follows the first member; {} is the empty object, as in Rego.
func (reader *termReader) setOrObject(depth int) *ast.Term {
	reader.expect('{')
	if reader.peek() == '}' {
		reader.at++
		return ast.ObjectTerm()
	}
	first := reader.term(depth + 1)
	if reader.peek() == ':' {
		return reader.object(first, depth)
	}
	return ast.SetTerm(reader.rest([]*ast.Term{first}, '}', depth)...)
}

func (reader *termReader) object(key *ast.Term, depth int) *ast.Term {
	var pairs [][2]*ast.Term
	for {
		reader.expect(':')
		pairs = append(pairs, [2]*ast.Term{key, reader.term(depth + 1)})
		if reader.peek() == '}' {
			reader.at++
			return ast.ObjectTerm(pairs...)
		}
		reader.expect(',')
		key = reader.term(depth + 1)
	}
}

func (reader *termReader) string() string {
	start := reader.at
	plain := true
	for reader.at++; reader.at < len(reader.text) && reader.text[reader.at] != '"'; reader.at++ {
		if reader.text[reader.at] == '\\' {
			plain = false
			reader.at++
		}
	}
	if reader.at >= len(reader.text) {
		reader.fail("a string without an end")
	}
	reader.at++
	if plain {
		return reader.text[start+1 : reader.at-1]
	}
	var text string
	if err := json.Unmarshal([]byte(reader.text[start:reader.at]), &text); err != nil {
		reader.fail("a malformed string")
	}
	return text
}

func (reader *termReader) number() json.Number {
	start := reader.at
	for reader.at < len(reader.text) && strings.IndexByte("+-.0123456789eE", reader.text[reader.at]) >= 0 {
		reader.at++
	}
	text := reader.text[start:reader.at]
	if !json.Valid([]byte(text)) {
		reader.fail("a malformed number")
	}
	return json.Number(text)
}

// peek skips white space and returns the next byte, 0 at the end.
func (reader *termReader) peek() byte {
	for reader.at < len(reader.text) {
		switch next := reader.text[reader.at]; next {
		case ' ', '\n', '\t', '\r':
			reader.at++
		default:
			return next
		}
	}
	return 0
}

func (reader *termReader) expect(want byte) {
	if reader.peek() != want {
		reader.fail(fmt.Sprintf("%q expected", want))
	}
	reader.at++
}
