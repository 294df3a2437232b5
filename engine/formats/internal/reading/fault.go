package reading

import (
	"encoding/json"
	"errors"
	"regexp"
	"strconv"
	"strings"

	cueerrors "cuelang.org/go/cue/errors"
	dockerfile "github.com/moby/buildkit/frontend/dockerfile/parser"
)

// Codes of faults: those of the reader of manifests, for a person meets both in one report.
const (
	codeSyntax  = "syntax"
	codeNotJSON = "not-json"
	codeDepth   = "depth-limit"
)

// Fault says why a file could not be read. Reason repeats nothing that stands in the file: it may be a secret.
type Fault struct {
	Code   string `json:"code"`
	Reason string `json:"reason"`
	Line   int    `json:"line"` // from 1; 1 when the parser did not say
	Column int    `json:"column"`
}

func faultOf(format string, content []byte, err error) *Fault {
	fault := &Fault{Code: codeSyntax, Reason: reasonOf(format, content, err), Line: 1, Column: 1}
	if line, column := positionOf(format, content, err); line >= 1 && line <= 1+strings.Count(string(content), "\n") {
		fault.Line, fault.Column = line, max(column, 1)
	}
	return fault
}

// positions are the ways in which the parsers write down a place, the surer ones first.
var positions = []*regexp.Regexp{
	regexp.MustCompile(`\bline (\d+),? column (\d+)`),
	regexp.MustCompile(`\bat (\d+):(\d+)`),
	regexp.MustCompile(`\bAt (\d+):(\d+)`),
	regexp.MustCompile(`[\[\s]:(\d+),(\d+)-`),
	regexp.MustCompile(`(?:^|[\s(])(\d+):\(?(\d+)\)?[-:]`),
	regexp.MustCompile(`\bline (\d+)`),
}

func positionOf(format string, content []byte, err error) (line, column int) {
	var syntax *json.SyntaxError
	var located *dockerfile.LocationError
	var cue cueerrors.Error
	switch {
	case errors.As(err, &located) && len(located.Locations) > 0 && len(located.Locations[0]) > 0:
		return located.Locations[0][0].Start.Line, 1
	case errors.As(err, &cue):
		if places := cueerrors.Positions(cue); len(places) > 0 {
			return places[0].Line(), places[0].Column()
		}
	case format == "json" && errors.As(err, &syntax): // the others were made into another text first
		return lineAndColumn(content, int(syntax.Offset))
	}
	for _, pattern := range positions {
		if match := pattern.FindStringSubmatch(err.Error()); match != nil {
			return number(match, 1), number(match, 2)
		}
	}
	return 0, 0
}

func number(match []string, at int) int {
	if at >= len(match) {
		return 0
	}
	value, err := strconv.Atoi(match[at])
	if err != nil {
		return 0
	}
	return value
}

// lineAndColumn is the place of the character that ends at an offset.
func lineAndColumn(content []byte, offset int) (line, column int) {
	if offset < 1 || offset > len(content) {
		return 0, 0
	}
	before := string(content[:offset-1])
	return 1 + strings.Count(before, "\n"), offset - 1 - strings.LastIndex(before, "\n")
}
