package ops

import (
	"fmt"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

const violationRule = "violation"

// checkRules sees to it that each rule that decides is a set of findings: nothing else has members to report one by one.
func (draft *exportDraft) checkRules() error {
	for _, name := range draft.policy.Rules {
		found := false
		for _, file := range draft.main {
			for _, rule := range file.module.Rules {
				if len(rule.Head.Ref()) > 2 || string(rule.Head.Ref()[0].Value.(ast.Var)) != name {
					continue
				}
				found = true
				if ruleKind(rule) != "set" {
					draft.obstacle(file, rule.Location, fmt.Sprintf("rule %s is no set: write \"%s contains …\"", name, name))
				}
			}
		}
		if !found {
			return fmt.Errorf("package %s has no rule %q", draft.policy.Package, name)
		}
	}
	return nil
}

// decide adds the one rule that Gatekeeper asks. A rule of the policy that has its name gets another one.
func (draft *exportDraft) decide() error {
	names := map[ast.Var]bool{violationRule: true}
	for _, file := range draft.main {
		for name := range usedNames(file.module) {
			names[name] = true
		}
	}
	found := freshName("found_violation", names)
	for _, file := range draft.main {
		if err := rename(file.module.Rules, violationRule, found); err != nil {
			return err
		}
	}
	rules, err := parseRulesAt(draft.rows()+2, violationText(draft.policy.Rules, found, freshName("message_of", names), freshName("details_of", names)))
	if err != nil {
		return err
	}
	first := draft.main[0].module
	first.Rules = append(first.Rules, rules...)
	return nil
}

// rows is the number of lines of the policy's files, one after the other.
func (draft *exportDraft) rows() int {
	last := draft.main[len(draft.main)-1]
	return last.padding + strings.Count(draft.sources[last.path].Text, "\n") + 1
}

// violationText is Rego that turns what Sluice takes for a violation (a text, or an object with `msg` and anything else) into what
// Gatekeeper does. What is neither is reported and not dropped, as Gatekeeper would. `details` keep findings apart that have one
// message: Gatekeeper counts equal ones once.
func violationText(rules []string, found, message, details ast.Var) string {
	var text strings.Builder
	for _, name := range rules {
		shown, origin := fmt.Sprintf("%s(found)", details), name
		if len(rules) > 1 {
			shown = fmt.Sprintf("object.union(%s, {\"rule\": %q})", shown, name)
		}
		if name == violationRule {
			origin = string(found)
		}
		fmt.Fprintf(&text, "violation contains {\"msg\": %s(found), \"details\": %s} if some found in %s\n\n", message, shown, origin)
	}
	fmt.Fprintf(&text, `%[1]s(found) := found if {
	is_string(found)
} else := found.msg if {
	is_string(found.msg)
} else := "the policy returned something that is no violation: it has no text as msg"

%[2]s(found) := object.union(object.remove(found, {"msg", "details"}), found.details) if {
	is_object(found.details)
} else := object.remove(found, {"msg"}) if {
	is_object(found)
} else := {}
`, message, details)
	return text.String()
}
