package ops

import (
	"strings"

	"github.com/open-policy-agent/opa/v1/cover"
	"github.com/open-policy-agent/opa/v1/tester"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// TestCase is the outcome of one test rule.
type TestCase struct {
	Package    string    `json:"package"` // a.b
	Name       string    `json:"name"`
	File       string    `json:"file"`
	Row        int       `json:"row"`
	Outcome    string    `json:"outcome"` // pass, fail, skip or error
	Message    string    `json:"message,omitempty"`
	Output     string    `json:"output,omitempty"` // what print() printed
	DurationNs int64     `json:"durationNs"`
	Cases      []SubCase `json:"cases,omitempty"` // of a test over several named cases
}

// SubCase is one case of a test such as test_x[name].
type SubCase struct {
	Name    string `json:"name"`
	Outcome string `json:"outcome"` // pass or fail
}

// Coverage lists rows, from and to inclusive.
type Coverage struct {
	Percent float64                 `json:"percent"`
	Files   map[string]FileCoverage `json:"files"`
}

type FileCoverage struct {
	Percent    float64  `json:"percent"`
	Covered    [][2]int `json:"covered"`
	NotCovered [][2]int `json:"notCovered"`
}

func toTestCase(result *tester.Result) TestCase {
	return TestCase{
		Package:    strings.TrimPrefix(result.Package, "data."),
		Name:       result.Name,
		File:       result.Location.File,
		Row:        result.Location.Row,
		Outcome:    outcome(result),
		Message:    testMessage(result),
		Output:     string(result.Output),
		DurationNs: result.Duration.Nanoseconds(),
		Cases:      subCases(result.SubResults),
	}
}

func outcome(result *tester.Result) string {
	switch {
	case result.Skip:
		return "skip"
	case result.Error != nil:
		return "error"
	case result.Fail:
		return "fail"
	}
	return "pass"
}

func testMessage(result *tester.Result) string {
	switch {
	case result.Error != nil && topdown.IsCancel(result.Error):
		return "the test did not finish within its time limit"
	case result.Error != nil:
		return result.Error.Error()
	}
	return ""
}

func subCases(results tester.SubResultMap) []SubCase {
	var cases []SubCase
	for path, result := range results.Iter {
		each := SubCase{Name: strings.Join(path, "/"), Outcome: "pass"}
		if result.Fail {
			each.Outcome = "fail"
		}
		cases = append(cases, each)
	}
	return cases
}

func toCoverage(report cover.Report) *Coverage {
	coverage := &Coverage{Percent: report.Coverage, Files: map[string]FileCoverage{}}
	for path, file := range report.Files {
		coverage.Files[path] = FileCoverage{file.Coverage, rows(file.Covered), rows(file.NotCovered)}
	}
	return coverage
}

// rows merges ranges that touch or overlap: what is reported is lines, not expressions.
func rows(ranges []cover.Range) [][2]int {
	merged := [][2]int{}
	for _, each := range ranges {
		last := len(merged) - 1
		if last >= 0 && each.Start.Row <= merged[last][1]+1 {
			merged[last][1] = max(merged[last][1], each.End.Row)
		} else {
			merged = append(merged, [2]int{each.Start.Row, each.End.Row})
		}
	}
	return merged
}
