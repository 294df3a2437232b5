package reading

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// maxDepth is the deepest nesting of collections that a document may have. The deepest that conftest itself makes is a Groovy tree.
const maxDepth = 1000

// Read gives the documents of a file as JSON, each on one line. With split, an array at the root is several documents, and those
// that are null stay: whoever numbers documents counts them. A file that cannot be read has a fault and no documents.
func Read(format string, content []byte, split bool) (documents [][]byte, fault *Fault) {
	defer func() {
		// The parsers of HOCON and a few others panic where they should return an error.
		if cause := recover(); cause != nil {
			documents, fault = nil, faultOf(format, content, fmt.Errorf("%v", cause))
		}
	}()
	var value any
	if err := parsers[format]().Unmarshal(content, &value); err != nil {
		return nil, faultOf(format, content, err)
	}
	for _, each := range roots(value, split) {
		document, fault := encode(each)
		if fault != nil {
			return nil, fault
		}
		documents = append(documents, document)
	}
	return documents, nil
}

func roots(value any, split bool) []any {
	if list, isList := value.([]any); isList && split {
		return list
	}
	return []any{value}
}

func encode(value any) ([]byte, *Fault) {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		var unsupported *json.UnsupportedValueError
		if errors.As(err, &unsupported) {
			return nil, &Fault{Code: codeNotJSON, Reason: "holds a number that JSON does not have, such as infinity", Line: 1, Column: 1}
		}
		return nil, &Fault{Code: codeSyntax, Reason: "holds a value that JSON does not have", Line: 1, Column: 1}
	}
	document := bytes.TrimSuffix(buffer.Bytes(), []byte{'\n'})
	if depth(document) > maxDepth {
		return nil, &Fault{Code: codeDepth, Reason: fmt.Sprintf("is nested more than %d deep", maxDepth), Line: 1, Column: 1}
	}
	return document, nil
}

// depth is the deepest nesting of collections in a JSON text.
func depth(text []byte) int {
	deepest, now, inString := 0, 0, false
	for at := 0; at < len(text); at++ {
		switch character := text[at]; {
		case character == '\\':
			at++
		case character == '"':
			inString = !inString
		case inString:
		case character == '{', character == '[':
			now++
			deepest = max(deepest, now)
		case character == '}', character == ']':
			now--
		}
	}
	return deepest
}
