package ops

import (
	"fmt"
	"strings"
	"testing"
)

var policyUnderTest = v1("p.rego", "package p\n\ndeny contains \"a\" if {\n\tinput.a\n}\n\ndeny contains \"b\" if {\n\tinput.b\n}\n")

func runOnly(t *testing.T, request TestRequest) TestResult {
	t.Helper()
	result, err := Test(request)
	return must(t, result, err)
}

func TestTestTellsTheOutcomeOfEachTest(t *testing.T) {
	result := runOnly(t, TestRequest{Modules: []Module{policyUnderTest, v1("p_test.rego", `package p_test
import data.p
test_pass if p.deny == {"a"} with input as {"a": true}
test_fail if p.deny == {"b"} with input as {"a": true}
todo_test_skip if false
test_error if pick
test_print if {
	print("seen", 1)
	false
}
test_cases[name] if {
	some name, case in {"one": 1, "two": 2}
	case == 1
}
pick := x if some x in [1, 2]
`)}})
	var got []string
	for _, each := range result.Results {
		got = append(got, fmt.Sprintf("%s:%d %s %s", each.File, each.Row, each.Name, each.Outcome))
	}
	equal(t, "outcomes", strings.Join(got, ", "), "p_test.rego:3 test_pass pass, p_test.rego:4 test_fail fail, "+
		"p_test.rego:5 todo_test_skip skip, p_test.rego:6 test_error error, p_test.rego:7 test_print fail, p_test.rego:11 test_cases fail")
	equal(t, "package", result.Results[0].Package, "p_test")
	equal(t, "output", result.Results[4].Output, "seen 1\n")
	equal(t, "cases", fmt.Sprint(result.Results[5].Cases), "[{one pass} {two fail}]")
}

func TestTestRunsThoseThatAreAskedFor(t *testing.T) {
	tests := v1("p_test.rego", "package p_test\ntest_a if true\ntest_b if true")
	result := runOnly(t, TestRequest{Modules: []Module{tests}, Run: "_b$"})
	equal(t, "results", len(result.Results), 1)
	equal(t, "name", result.Results[0].Name, "test_b")
}

func TestTestStopsATestThatTakesTooLong(t *testing.T) {
	endless := v1("p_test.rego", "package p_test\ntest_endless if { some i in numbers.range(1, 3000); some j in numbers.range(1, 3000); i * j == -1 }\ntest_quick if true")
	result := runOnly(t, TestRequest{Modules: []Module{endless}, TimeoutMs: 50})
	equal(t, "outcome", result.Results[0].Outcome, "error")
	equal(t, "message", result.Results[0].Message, "the test did not finish within its time limit")
	equal(t, "the next test", result.Results[1].Outcome, "pass")
}

func TestTestCountsCoveredLines(t *testing.T) {
	tests := v1("p_test.rego", "package p_test\ntest_a if data.p.deny[\"a\"] with input as {\"a\": true}")
	coverage := runOnly(t, TestRequest{Modules: []Module{policyUnderTest, tests}, Coverage: true}).Coverage
	file := coverage.Files["p.rego"]
	equal(t, "covered", fmt.Sprint(file.Covered), "[[3 4]]")
	equal(t, "not covered", fmt.Sprint(file.NotCovered), "[[7 8]]")
	equal(t, "percent", file.Percent, 50)
}

func TestTestGivesTestsTheirData(t *testing.T) {
	tests := v1("p_test.rego", "package p_test\ntest_a if data.fixtures.a == 1")
	result := runOnly(t, TestRequest{Modules: []Module{tests}, Data: []byte(`{"fixtures": {"a": 1}}`)})
	equal(t, "outcome", result.Results[0].Outcome, "pass")
}

func TestTestRunsTheRestWhenAModuleIsBroken(t *testing.T) {
	result := runOnly(t, TestRequest{Modules: []Module{
		v1("a_test.rego", "package a_test\ntest_a if nope(1)"), v1("b_test.rego", "package b_test\ntest_b if true")}})
	equal(t, "faults", codes(result.Errors), "a_test.rego rego_type_error")
	equal(t, "excluded", strings.Join(result.Excluded, " "), "a_test")
	equal(t, "results", len(result.Results), 1)
}

func TestTestLetsTestsReplaceWhatPoliciesMayNotCall(t *testing.T) {
	policy := v1("p.rego", "package p\n\ndeny contains \"new\" if {\n\thttp.send({\"method\": \"get\", \"url\": \"https://example.com\"}).status_code == 200\n}\n")
	tests := v1("p_test.rego", `package p_test
import data.p
mock(_) := {"status_code": 200}
test_replaced if p.deny == {"new"} with http.send as mock
test_not_replaced if count(p.deny) == 0
test_token if io.jwt.encode_sign({"alg": "HS256"}, {}, {"kty": "oct", "k": "c2VjcmV0"}) != ""
`)
	result := runOnly(t, TestRequest{Modules: []Module{policy, tests}})
	var got []string
	for _, each := range result.Results {
		got = append(got, each.Name+" "+each.Outcome)
	}
	equal(t, "outcomes", strings.Join(got, ", "), "test_replaced pass, test_not_replaced error, test_token pass")
	equal(t, "why", strings.Contains(result.Results[1].Message, "http.send is refused: it makes the verdict depend on the network"), true)
	equal(t, "what compiling will say", fmt.Sprintf("%s:%d", codes(result.Refused), result.Refused[0].Row), "p.rego builtin_refused:4")
	equal(t, "errors", len(result.Errors), 0)
}

func TestTestRefusesNothingAfterwards(t *testing.T) {
	runOnly(t, TestRequest{Modules: []Module{v1("p_test.rego", "package p_test\ntest_a if true")}})
	result, err := Evaluate(EvaluateRequest{Query: "x = opa.runtime()", DenyBuiltins: &[]string{}})
	equal(t, "results", len(must(t, result, err).Results), 1)
}
