package ops

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
	"github.com/open-policy-agent/opa/v1/topdown/builtins"
)

type BuiltinRequest struct {
	Header
	Name  string `json:"name"`
	Args  string `json:"args"`  // a Rego array, e.g. ["a", {1, 2}]
	NowNs string `json:"nowNs"` // decimal; absent: the host's clock
}

// BuiltinResult has one field set.
type BuiltinResult struct {
	Value     string `json:"value,omitempty"` // a Rego term
	Undefined bool   `json:"undefined,omitempty"`
	Error     string `json:"error,omitempty"`
}

// Builtin calls one of OPA's built-in functions. An error of the function is a result, not a failure: the caller decides what it means.
func Builtin(request BuiltinRequest) (BuiltinResult, error) {
	function := topdown.GetBuiltin(request.Name)
	if function == nil {
		return BuiltinResult{}, fmt.Errorf("there is no built-in function %s", request.Name)
	}
	arguments, err := parseArguments(request.Args)
	if err != nil {
		return BuiltinResult{}, err
	}
	now, err := timeFromNs(request.NowNs)
	if err != nil {
		return BuiltinResult{}, err
	}
	return callBuiltin(function, builtinContext(now), arguments), nil
}

func builtinContext(now time.Time) topdown.BuiltinContext {
	return topdown.BuiltinContext{
		Context:      context.Background(),
		Seed:         rand.Reader,
		Time:         ast.NumberTerm(json.Number(strconv.FormatInt(now.UnixNano(), 10))),
		Cancel:       topdown.NewCancel(),
		Cache:        builtins.Cache{},
		Runtime:      ast.ObjectTerm(),
		Location:     ast.NewLocation(nil, "", 0, 0),
		Capabilities: everything().v1,
	}
}

func callBuiltin(function topdown.BuiltinFunc, context topdown.BuiltinContext, arguments []*ast.Term) BuiltinResult {
	result := BuiltinResult{Undefined: true}
	err := function(context, arguments, func(value *ast.Term) error {
		result = BuiltinResult{Value: termText(value.Value)}
		return nil
	})
	if err != nil {
		return BuiltinResult{Error: builtinMessage(err)}
	}
	return result
}

func parseArguments(text string) ([]*ast.Term, error) {
	term, err := readTerm(text)
	if err != nil {
		return nil, err
	}
	array, ok := term.Value.(*ast.Array)
	if !ok {
		return nil, fmt.Errorf("args must be an array, not %s", ast.ValueName(term.Value))
	}
	arguments := make([]*ast.Term, array.Len())
	for i := range arguments {
		arguments[i] = array.Elem(i)
	}
	return arguments, nil
}

// timeFromNs reads a decision timestamp; "" is the host's clock.
func timeFromNs(text string) (time.Time, error) {
	if text == "" {
		return time.Now(), nil
	}
	ns, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return time.Time{}, fmt.Errorf("nowNs %q is not a number of nanoseconds", text)
	}
	return time.Unix(0, ns), nil
}

// builtinMessage leaves out the position, which OPA takes from the policy and which does not exist here.
func builtinMessage(err error) string {
	var fault *topdown.Error
	if errors.As(err, &fault) {
		return fault.Message
	}
	return err.Error()
}
