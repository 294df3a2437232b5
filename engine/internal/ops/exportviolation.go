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
	text := violationText(draft.policy, violationNames{
		found: found, message: freshName("message_of", names), details: freshName("details_of", names), exempt: freshName("is_exempt", names),
	})
	rules, err := parseRulesAt(draft.rows()+2, text)
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

// violationNames are the names of rules that the policy does not have: of its own rule `violation`, and of the functions that are added.
type violationNames struct {
	found, message, details, exempt ast.Var
}

// violationText is Rego that turns what Sluice takes for a violation (a text, or an object with `msg` and anything else) into what
// Gatekeeper does. What is neither is reported and not dropped, as Gatekeeper would. `details` keep findings apart that have one
// message: Gatekeeper counts equal ones once.
func violationText(policy ExportPolicy, names violationNames) string {
	var text strings.Builder
	for _, name := range policy.Rules {
		shown, origin := fmt.Sprintf("%s(found)", names.details), name
		if len(policy.Rules) > 1 {
			shown = fmt.Sprintf("object.union(%s, {\"rule\": %q})", shown, name)
		}
		if name == violationRule {
			origin = string(names.found)
		}
		fmt.Fprintf(&text, "violation contains {\"msg\": %s(found), \"details\": %s} if {\n\tsome found in %s\n", names.message, shown, origin)
		if exception, may := policy.Exempt[name]; may {
			fmt.Fprintf(&text, "\tnot %s(%q)\n", names.exempt, exception)
		}
		text.WriteString("}\n\n")
	}
	if len(policy.Exempt) > 0 {
		fmt.Fprintf(&text, "%s(name) if {\n\tsome names in exception\n\tsome known in names\n\tknown == name\n}\n\n", names.exempt)
	}
	fmt.Fprintf(&text, violationFunctions, names.message, names.details)
	return text.String()
}

const violationFunctions = `%[1]s(found) := found if {
	is_string(found)
} else := found.msg if {
	is_string(found.msg)
} else := "the policy returned something that is no violation: it has no text as msg"

%[2]s(found) := object.union(object.remove(found, {"msg", "details"}), found.details) if {
	is_object(found.details)
} else := object.remove(found, {"msg"}) if {
	is_object(found)
} else := {}
`
