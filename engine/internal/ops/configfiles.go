package ops

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
	"github.com/open-policy-agent/opa/v1/types"

	"sluice.dev/engine/internal/host"
)

// conftest's built-ins, with the types that conftest declares. Those that name files take paths relative to the policy that calls.
const (
	parseConfig              = "parse_config"
	parseConfigFile          = "parse_config_file"
	parseCombinedConfigFiles = "parse_combined_config_files"
)

var anyObject = types.NewObject(nil, types.NewDynamicProperty(types.S, types.NewAny()))

var paths = types.NewArray(nil, types.S)

var conftestFunctions = []*ast.Builtin{
	{Name: parseConfig, Decl: types.NewFunction(types.Args(types.S, types.S), anyObject)},
	{Name: parseConfigFile, Decl: types.NewFunction(types.Args(types.S), anyObject)},
	{Name: parseCombinedConfigFiles, Decl: types.NewFunction(types.Args(paths), anyObject)},
}

// located are those that name files, as a compiled policy calls them: the path of the calling module comes first, for a Wasm module
// does not know where its rules came from.
var located = map[ast.Var]*ast.Builtin{
	parseConfigFile: {
		Name: "internal." + parseConfigFile,
		Decl: types.NewFunction(types.Args(types.S, types.S), anyObject),
	},
	parseCombinedConfigFiles: {
		Name: "internal." + parseCombinedConfigFiles,
		Decl: types.NewFunction(types.Args(types.S, paths), anyObject),
	},
}

// OPA's own evaluator, which runs tests, knows the module of each call. What is registered is a part of OPA's capabilities.
func init() {
	for _, function := range conftestFunctions {
		ast.RegisterBuiltin(function)
		topdown.RegisterBuiltinFunc(function.Name, askHost(function))
	}
}

func askHost(function *ast.Builtin) topdown.BuiltinFunc {
	arity := len(function.Decl.FuncArgs().Args)
	return func(context topdown.BuiltinContext, operands []*ast.Term, iter func(*ast.Term) error) error {
		module := ""
		if context.Location != nil {
			module = context.Location.File
		}
		// Behind the operands may stand the variable that takes the result.
		arguments := termText(ast.NewArray(operands[:arity]...))
		request, err := json.Marshal(map[string]string{"name": function.Name, "module": module, "args": arguments})
		if err != nil {
			return err
		}
		value, err := readHostAnswer(host.Ask(request))
		if err != nil {
			return err
		}
		return iter(value)
	}
}

func readHostAnswer(answer []byte) (*ast.Term, error) {
	var reply struct {
		Value string `json:"value"` // a Rego term
		Error string `json:"error"`
		Stops bool   `json:"stops"` // the error is none that may be taken for an undefined result
	}
	if err := json.Unmarshal(answer, &reply); err != nil {
		return nil, fmt.Errorf("the host's answer: %w", err)
	}
	if reply.Stops {
		return nil, topdown.Halt{Err: &topdown.Error{Code: topdown.BuiltinErr, Message: reply.Error}}
	}
	if reply.Error != "" {
		return nil, errors.New(reply.Error)
	}
	return readTerm(reply.Value)
}

// withLocatedCalls gives each call of a function that names files the path of its module. Modules that make none are left as they are;
// the others are copied, so that what is said about them speaks of what the user wrote.
func withLocatedCalls(modules map[string]*ast.Module) (map[string]*ast.Module, error) {
	own := ownNames(modules)
	result := make(map[string]*ast.Module, len(modules))
	for path, module := range modules {
		result[path] = module
		if !namesFiles(module, own) {
			continue
		}
		copied := module.Copy()
		if err := locateCalls(path, copied, own); err != nil {
			return nil, err
		}
		result[path] = copied
	}
	return result, nil
}

// ownNames are the functions that policies define themselves under one of the names, as package and name: those win over built-ins.
func ownNames(modules map[string]*ast.Module) map[string]bool {
	names := map[string]bool{}
	for _, module := range modules {
		for _, rule := range module.Rules {
			if name, ok := rule.Head.Ref()[0].Value.(ast.Var); ok && located[name] != nil {
				names[ownName(module, name)] = true
			}
		}
	}
	return names
}

func ownName(module *ast.Module, name ast.Var) string {
	return module.Package.Path.String() + " " + string(name)
}

// builtinNamed is the function behind the operator of a call, if it is one that names files.
func builtinNamed(module *ast.Module, own map[string]bool, operator *ast.Term) *ast.Builtin {
	name := nameOf(operator)
	if located[name] == nil || own[ownName(module, name)] {
		return nil
	}
	for _, each := range module.Imports {
		if each.Name() == name {
			return nil
		}
	}
	return located[name]
}

// nameOf is the name that is all of a reference; "" for any other. What `with` replaces is parsed as a variable.
func nameOf(term *ast.Term) ast.Var {
	switch value := term.Value.(type) {
	case ast.Var:
		return value
	case ast.Ref:
		if name, isVar := value[0].Value.(ast.Var); isVar && len(value) == 1 {
			return name
		}
	}
	return ""
}

func namesFiles(module *ast.Module, own map[string]bool) bool {
	found := false
	ast.WalkTerms(module, func(term *ast.Term) bool {
		found = found || builtinNamed(module, own, term) != nil
		return found
	})
	return found
}

func locateCalls(path string, module *ast.Module, own map[string]bool) error {
	var fault error
	locate := func(call []*ast.Term) []*ast.Term {
		function := builtinNamed(module, own, call[0])
		if function == nil {
			return call
		}
		operator := ast.NewTerm(function.Ref()).SetLocation(call[0].Location)
		return append([]*ast.Term{operator, ast.StringTerm(path).SetLocation(call[0].Location)}, call[1:]...)
	}
	visitor := ast.NewGenericVisitor(func(node any) bool {
		switch node := node.(type) {
		case *ast.With:
			if builtinNamed(module, own, node.Target) != nil {
				fault = ast.NewError(ast.CompileErr, node.Location, "%v cannot be replaced in a compiled policy, only in a test", node.Target)
			}
		case *ast.Expr:
			if terms, isCall := node.Terms.([]*ast.Term); isCall {
				node.Terms = locate(terms)
			}
		case *ast.Term:
			if call, isCall := node.Value.(ast.Call); isCall {
				node.Value = ast.Call(locate(call))
			}
		}
		return fault != nil
	})
	visitor.Walk(module)
	return fault
}
