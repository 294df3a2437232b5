package ops

import (
	"regexp"

	"github.com/open-policy-agent/opa/v1/ast"
)

// usedNames are all names that occur in a module's rules and imports, whatever they stand for.
func usedNames(module *ast.Module) map[ast.Var]bool {
	names := map[ast.Var]bool{}
	visitor := ast.NewGenericVisitor(func(node any) bool {
		if name, ok := node.(ast.Var); ok {
			names[name] = true
		}
		return false
	})
	for _, rule := range module.Rules {
		visitor.Walk(rule)
		names[rule.Head.Ref()[0].Value.(ast.Var)] = true
	}
	for _, each := range module.Imports {
		names[each.Name()] = true
	}
	return names
}

// ruleVars are the names that occur in a module's rules: an import that none of them mentions is not used.
func ruleVars(module *ast.Module) map[ast.Var]bool {
	return usedNames(&ast.Module{Rules: module.Rules})
}

// localNames are the names that a module declares as local ones somewhere: there they hide rules and imports of the same name.
func localNames(module *ast.Module) map[ast.Var]bool {
	names := map[ast.Var]bool{}
	note := func(node any) {
		ast.WalkVars(node, func(name ast.Var) bool {
			names[name] = true
			return false
		})
	}
	visitor := ast.NewGenericVisitor(func(node any) bool {
		switch node := node.(type) {
		case *ast.Head:
			note(node.Args)
		case *ast.SomeDecl:
			note(node)
		case *ast.Every:
			note(node.Value)
			if node.Key != nil {
				note(node.Key)
			}
		case *ast.Expr:
			if node.IsAssignment() {
				note(node.Operand(0))
			}
		}
		return false
	})
	for _, rule := range module.Rules {
		visitor.Walk(rule)
	}
	return names
}

var plainName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

// freshName gives a name that is not taken, as near to the wanted one as possible, and takes it.
func freshName(wanted string, taken ...map[ast.Var]bool) ast.Var {
	if !plainName.MatchString(wanted) || ast.IsKeyword(wanted) {
		wanted = "library"
	}
	isTaken := func(name ast.Var) bool {
		for _, names := range taken {
			if names[name] {
				return true
			}
		}
		return false
	}
	name := ast.Var(wanted)
	for isTaken(name) {
		name += "_"
	}
	taken[0][name] = true
	return name
}

// transformRules replaces values in a module's rules. OPA's own transformation leaves out what `some` declares.
func transformRules(rules []*ast.Rule, replace func(value any) (any, error)) error {
	var transformer *ast.GenericTransformer
	transformer = ast.NewGenericTransformer(func(node any) (any, error) {
		if expr, ok := node.(*ast.Expr); ok {
			if declaration, ok := expr.Terms.(*ast.SomeDecl); ok {
				if err := transformTerms(transformer, declaration.Symbols); err != nil {
					return nil, err
				}
				for _, each := range expr.With {
					if _, err := ast.Transform(transformer, each); err != nil {
						return nil, err
					}
				}
				return node, nil
			}
		}
		return replace(node)
	})
	for _, rule := range rules {
		if _, err := ast.Transform(transformer, rule); err != nil {
			return err
		}
	}
	return nil
}

func transformTerms(transformer ast.Transformer, terms []*ast.Term) error {
	for _, term := range terms {
		value, err := ast.Transform(transformer, term)
		if err != nil {
			return err
		}
		if replaced, ok := value.(ast.Value); ok {
			term.Value = replaced
		}
	}
	return nil
}

// rename gives a name another one wherever it occurs in the rules.
func rename(rules []*ast.Rule, from, to ast.Var) error {
	return transformRules(rules, func(node any) (any, error) {
		if name, ok := node.(ast.Var); ok && name == from {
			return to, nil
		}
		return node, nil
	})
}
