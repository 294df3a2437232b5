package reading

import (
	"bytes"
	"regexp"
	"strings"
)

const maxReason = 160

// evaluated formats compute: their errors can hold what stands nowhere in the file, such as two halves of a password put together.
var evaluated = map[string]bool{"cue": true, "jsonnet": true}

// phrases are what the errors of evaluated formats are known by, and what a person is told instead of them.
var phrases = []struct{ sign, reason string }{
	{"conflicting values", "has conflicting values"},
	{"incomplete value", "has a value that is not concrete"},
	{"non-concrete value", "has a value that is not concrete"},
	{"not allowed", "has a field that is not allowed"},
	{"not found", "refers to something that is not there, or imports a package that is not part of the language"},
	{"package", "imports a package that is not part of the language"},
	{"out of bound", "has a value that is out of bounds"},
	{"max stack frames", "calls itself too deeply"},
	{"Unknown variable", "refers to a variable that is not there"},
	{"RUNTIME ERROR", "fails when it is evaluated"},
	{"expected", "has an error in its syntax"},
	{"STATIC ERROR", "has an error in its syntax"},
}

// opened is how a parser says that it found no other file. There are none where it runs.
var opened = regexp.MustCompile(`couldn't open import|Bad file number|no such file or directory`)

const notFollowed = "includes another file; that is not followed, because what is judged must be in the file itself"

var (
	quoted   = regexp.MustCompile("(?s)\"(?:[^\"\\\\]|\\\\.)*\"|`[^`]*`|<[^>]*>|\\[[\\d ]+\\]|'(?:[^'\\\\]|\\\\.)*'")
	word     = regexp.MustCompile(`[\p{L}\p{N}_]+`)
	elisions = regexp.MustCompile(`…(?:[^\p{L}\s]*…)+`)
	prefixes = regexp.MustCompile(`^(?:(?:unmarshal|convert|parse|read|process|decode|load|error while|failed to) ?[\w .]*: |[\[ ]*:?(?:[aA]t )?\d+[:,]\d+[\d,-]*: )+`)
)

// reasonOf is what a parser said, without what it may have said of the content of the file: quotations, and each word of some
// length that stands in the file.
func reasonOf(format string, content []byte, err error) string {
	message := err.Error()
	if opened.MatchString(message) {
		return notFollowed
	}
	if evaluated[format] {
		for _, phrase := range phrases {
			if strings.Contains(message, phrase.sign) {
				return phrase.reason
			}
		}
		return "cannot be evaluated"
	}
	message = prefixes.ReplaceAllString(quoted.ReplaceAllString(message, "…"), "")
	known := bytes.ToLower(content)
	message = word.ReplaceAllStringFunc(message, func(each string) string {
		if len(each) > 2 && bytes.Contains(known, []byte(strings.ToLower(each))) {
			return "…"
		}
		return each
	})
	return shortened(strings.TrimRight(strings.Join(strings.Fields(elisions.ReplaceAllString(message, "…")), " "), ".]"))
}

func shortened(message string) string {
	runes := []rune(message)
	if len(runes) <= maxReason {
		return message
	}
	return string(runes[:maxReason]) + "…"
}
