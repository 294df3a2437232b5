package ops

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/cover"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/tester"
	"github.com/open-policy-agent/opa/v1/util"
)

const defaultTestTimeout = 10 * time.Second

type TestRequest struct {
	Header
	Modules      []Module        `json:"modules"`
	Data         json.RawMessage `json:"data"`
	Coverage     bool            `json:"coverage"`
	Run          string          `json:"run"`       // regular expression over data.package.test_name; empty: all
	TimeoutMs    int             `json:"timeoutMs"` // of one test; 0: ten seconds
	DenyBuiltins *[]string       `json:"denyBuiltins"`
}

type TestResult struct {
	Results  []TestCase `json:"results"`
	Coverage *Coverage  `json:"coverage,omitempty"`
	Errors   []Fault    `json:"errors"`   // modules that do not compile: their tests did not run
	Refused  []Fault    `json:"refused"`  // calls that a test may replace, and a compiled policy may not make
	Excluded []string   `json:"excluded"` // packages left out for it
}

// Test runs the tests in all modules that compile, in the order of file and row.
func Test(request TestRequest) (TestResult, error) {
	capabilities := everything()
	if request.DenyBuiltins == nil {
		defer refuseCalls()()
	} else {
		capabilities = capabilities.without(*request.DenyBuiltins)
	}
	set, faults := newPolicySet(request.Modules, capabilities)
	refused := []Fault{}
	if request.DenyBuiltins == nil {
		refused = set.refusedCalls()
	}
	store, err := storeOf(request.Data)
	if err != nil {
		return TestResult{}, err
	}
	for {
		tracer := &yieldingTracer{}
		if request.Coverage {
			tracer.cover = cover.New()
		}
		results, err := runTests(newRunner(request, capabilities, store, tracer).SetModules(set.live))
		if err == nil {
			reply := set.testResult(results, tracer.cover, faults)
			reply.Refused = refused
			return reply, nil
		}
		more, err := set.excludeFaulty(err)
		if err != nil {
			return TestResult{}, err
		}
		faults = append(faults, capabilities.explain(more)...)
	}
}

func newRunner(request TestRequest, capabilities capabilitySet, store storage.Store, tracer *yieldingTracer) *tester.Runner {
	timeout := defaultTestTimeout
	if request.TimeoutMs > 0 {
		timeout = time.Duration(request.TimeoutMs) * time.Millisecond
	}
	compiler := ast.NewCompiler().WithCapabilities(capabilities.v1).WithEnablePrintStatements(true)
	return tester.NewRunner().
		SetCompiler(compiler).
		SetStore(store).
		SetTimeout(timeout).
		SetParallel(1).
		Filter(request.Run).
		SetCoverageQueryTracer(tracer)
}

func runTests(runner *tester.Runner) ([]*tester.Result, error) {
	channel, err := runner.RunTests(context.Background(), nil)
	if err != nil {
		return nil, err
	}
	var results []*tester.Result
	for result := range channel {
		results = append(results, result)
	}
	slices.SortFunc(results, func(a, b *tester.Result) int {
		return cmp.Or(a.Location.Compare(b.Location), cmp.Compare(a.Name, b.Name))
	})
	return results, nil
}

func (set *policySet) testResult(results []*tester.Result, covered *cover.Cover, faults []Fault) TestResult {
	reply := TestResult{Results: []TestCase{}, Errors: append([]Fault{}, faults...), Excluded: set.excludedPackages()}
	for _, result := range results {
		reply.Results = append(reply.Results, toTestCase(result))
	}
	if covered != nil {
		reply.Coverage = toCoverage(covered.Report(set.live))
	}
	return reply
}

func storeOf(text json.RawMessage) (storage.Store, error) {
	data := map[string]any{}
	if text != nil {
		if err := util.UnmarshalJSON(text, &data); err != nil {
			return nil, err
		}
	}
	return inmem.NewFromObject(data), nil
}
