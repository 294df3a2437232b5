package ops

import (
	"fmt"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
	"github.com/open-policy-agent/opa/v1/util"
)

// outside are the built-ins that reach out of the engine. A test may replace them (`with http.send as …`); where it does not they must stop
// it and not be undefined, which would look like a rule that finds nothing. Chance and signatures do no harm in a test.
var outside = []string{"http.send", "net.lookup_ip_addr", "opa.runtime"}

// refusing is true while tests run.
var refusing bool

// refuseCalls makes calls of what reaches outside stop the evaluation until the returned function is called.
func refuseCalls() func() {
	refusing = true
	return func() { refusing = false }
}

func init() {
	for _, name := range outside {
		answer := topdown.GetBuiltin(name)
		topdown.RegisterBuiltinFunc(name, func(context topdown.BuiltinContext, operands []*ast.Term, iterate func(*ast.Term) error) error {
			if refusing {
				return topdown.Halt{Err: fmt.Errorf("%s: %s is refused: %s; a test may replace it (with %s as …)",
					context.Location, name, refusals[name], name)}
			}
			return answer(context, operands, iterate)
		})
	}
}

// refusedCalls are the calls of refused built-ins in what is no test: with them, the policy will not be compiled.
func (set *policySet) refusedCalls() []Fault {
	faults := []Fault{}
	for _, path := range util.KeysSorted(set.live) {
		if strings.HasSuffix(path, "_test.rego") {
			continue
		}
		eachCall(set.live[path], func(operator ast.Ref, at *ast.Location) {
			name := operator.String()
			reason, isRefused := refusals[name]
			if !isRefused {
				return
			}
			faults = append(faults, Fault{Path: path, Row: at.Row, Col: at.Col, Code: "builtin_refused",
				Message: name + " is refused: " + reason, Line: set.line(path, at.Row)})
		})
	}
	return faults
}
