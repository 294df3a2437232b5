package ops

import (
	"github.com/open-policy-agent/opa/v1/ast"
)

// maxNesting is far beyond what anybody writes and well below what overflows the stack. Wasm has the host's stack, which is small, and
// an overflow there ends the engine instead of being an error of one module.
const maxNesting = 250

// checkNesting reports the bracket that is nested too deeply, as a parse error. Strings and comments are passed over.
func checkNesting(path, text string) error {
	depth, row, lineStart := 0, 1, 0
	for at := 0; at < len(text); at++ {
		switch text[at] {
		case '(', '[', '{':
			depth++
			if depth > maxNesting {
				location := ast.NewLocation(nil, path, row, at-lineStart+1)
				return ast.NewError(ast.ParseErr, location, "brackets are nested more than %d deep", maxNesting)
			}
		case ')', ']', '}':
			depth--
		case '\n':
			row, lineStart = row+1, at+1
		case '"', '`', '#':
			end := skipText(text, at)
			for ; at < end; at++ {
				if text[at] == '\n' {
					row, lineStart = row+1, at+1
				}
			}
			at--
		}
	}
	return nil
}

// skipText returns the index behind a string, or at the line break that ends a comment.
func skipText(text string, at int) int {
	quote := text[at]
	for at++; at < len(text); at++ {
		switch {
		case quote == '#' && text[at] == '\n':
			return at
		case quote == '"' && text[at] == '\\':
			at++
		case text[at] == quote && quote != '#', quote == '"' && text[at] == '\n':
			return at + 1
		}
	}
	return len(text)
}
