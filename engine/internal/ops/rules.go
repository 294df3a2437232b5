package ops

import (
	"github.com/open-policy-agent/opa/v1/ast"
)

// Rule is one definition. A name that has several definitions appears several times.
type Rule struct {
	Name    string `json:"name"` // below the package: "violation", "limits.cpu"
	Ref     string `json:"ref"`  // a.b.violation
	Row     int    `json:"row"`
	Col     int    `json:"col"`
	Kind    string `json:"kind"` // complete, set, object or function
	Arity   int    `json:"arity"`
	Default bool   `json:"default"`
}

func inspectRules(module *ast.Module) []Rule {
	rules := make([]Rule, 0, len(module.Rules))
	for _, rule := range module.Rules {
		rules = append(rules, Rule{
			Name:    rule.Head.Ref().GroundPrefix().String(),
			Ref:     withoutData(rule.Ref().GroundPrefix()),
			Row:     rule.Location.Row,
			Col:     rule.Location.Col,
			Kind:    ruleKind(rule),
			Arity:   len(rule.Head.Args),
			Default: rule.Default,
		})
	}
	return rules
}

func ruleKind(rule *ast.Rule) string {
	switch {
	case len(rule.Head.Args) > 0:
		return "function"
	case rule.Head.RuleKind() == ast.MultiValue:
		return "set"
	case !rule.Head.Ref().IsGround():
		return "object"
	default:
		return "complete"
	}
}
