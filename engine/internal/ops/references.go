package ops

import (
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/util"
)

// inputRefs lists what a module reads from input, imports resolved, so that one can tell which policies need what only admission knows.
func inputRefs(module *ast.Module) []string {
	aliases := inputAliases(module)
	found := map[string]struct{}{}
	ast.WalkRefs(module, func(ref ast.Ref) bool {
		if head, ok := ref[0].Value.(ast.Var); ok {
			if target, imported := aliases[head]; imported {
				ref = target.Concat(ref[1:])
			}
		}
		if ref.HasPrefix(ast.InputRootRef) {
			found[ref.ConstantPrefix().String()] = struct{}{}
		}
		return false
	})
	return append([]string{}, util.KeysSorted(found)...)
}

func inputAliases(module *ast.Module) map[ast.Var]ast.Ref {
	aliases := map[ast.Var]ast.Ref{}
	for _, each := range module.Imports {
		if ref, ok := each.Path.Value.(ast.Ref); ok && ref.HasPrefix(ast.InputRootRef) {
			aliases[each.Name()] = ref
		}
	}
	return aliases
}

// inventoryRefs are the places that refer to data.inventory, however it is spelt. A template cannot import it, nor refer to data as a whole.
func inventoryRefs(module *ast.Module) []Position {
	found := []Position{}
	for _, rule := range module.Rules {
		ast.WalkTerms(rule, func(term *ast.Term) bool {
			if ref, ok := term.Value.(ast.Ref); ok && ref.HasPrefix(inventoryRoot) {
				at := term.Location
				if at == nil {
					at = rule.Location
				}
				found = append(found, Position{Row: at.Row, Col: at.Col})
			}
			return false
		})
	}
	return found
}

func builtinCalls(module *ast.Module) []string {
	found := map[string]struct{}{}
	eachCall(module, func(operator ast.Ref, _ *ast.Location) {
		name := operator.String()
		if _, known := ast.BuiltinMap[name]; known {
			found[name] = struct{}{}
		}
	})
	return append([]string{}, util.KeysSorted(found)...)
}

// eachCall visits the calls of a module, as statements and within terms.
func eachCall(module *ast.Module, visit func(operator ast.Ref, at *ast.Location)) {
	visitor := ast.NewGenericVisitor(func(node any) bool {
		switch node := node.(type) {
		case *ast.Expr:
			if node.IsCall() {
				visit(node.Operator(), node.Location)
			}
		case *ast.Term:
			if call, ok := node.Value.(ast.Call); ok {
				if operator, ok := call[0].Value.(ast.Ref); ok {
					visit(operator, node.Location)
				}
			}
		}
		return false
	})
	visitor.Walk(module)
}
