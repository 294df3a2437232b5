package ops

import (
	"fmt"

	"github.com/open-policy-agent/opa/v1/ast"
)

// A module of a Gatekeeper ConstraintTemplate is written as if it were alone in the world. confine moves it below a package of its own
// template, so that all templates of a set fit into one, and holds it to what Gatekeeper lets a template refer to.
// Source: frameworks/constraint/pkg/regorewriter and pkg/client/drivers/rego/compilers.go.
func confine(module Module, parsed *ast.Module) error {
	var errs ast.Errors
	if module.Lib {
		errs = append(errs, checkLibPackage(parsed.Package)...)
	} else {
		errs = append(errs, checkViolationRule(parsed)...)
	}
	errs = append(errs, checkTemplateImports(parsed)...)
	errs = append(errs, checkTemplateRefs(parsed)...)
	if len(errs) > 0 {
		return errs
	}
	confineImports(module.Template, parsed)
	confineRefs(module.Template, parsed)
	parsed.Package.Path = confinedPackage(module, parsed.Package.Path)
	return nil
}

const templateErr = "template_error"

var (
	libRoot       = ast.MustParseRef("data.lib")
	inventoryRoot = ast.MustParseRef("data.inventory")
	futureRoot    = ast.Ref{ast.VarTerm("future")}
)

func checkLibPackage(declared *ast.Package) ast.Errors {
	if declared.Path.HasPrefix(libRoot) && len(declared.Path) > len(libRoot) {
		return nil
	}
	return ast.Errors{ast.NewError(templateErr, declared.Location, "the package of a library must be below lib, as in lib.helpers")}
}

func checkViolationRule(parsed *ast.Module) ast.Errors {
	for _, rule := range parsed.Rules {
		if name, ok := rule.Head.Ref()[0].Value.(ast.Var); ok && name == "violation" {
			return nil
		}
	}
	return ast.Errors{ast.NewError(templateErr, parsed.Package.Location, "a template must have a rule called violation; this one would find nothing")}
}

func checkTemplateImports(parsed *ast.Module) ast.Errors {
	var errs ast.Errors
	for _, each := range parsed.Imports {
		ref, ok := each.Path.Value.(ast.Ref)
		if ok && (ref.HasPrefix(libRoot) || ref.HasPrefix(futureRoot)) {
			continue
		}
		errs = append(errs, ast.NewError(templateErr, each.Location, "bad import %s: a template may import data.lib.… and future.…", each.Path))
	}
	return errs
}

func checkTemplateRefs(parsed *ast.Module) ast.Errors {
	var errs ast.Errors
	for _, rule := range parsed.Rules {
		ast.WalkTerms(rule, func(term *ast.Term) bool {
			ref, ok := term.Value.(ast.Ref)
			if ok && ref.HasPrefix(ast.DefaultRootRef) && !ref.HasPrefix(libRoot) && !ref.HasPrefix(inventoryRoot) {
				at := term.Location
				if at == nil {
					at = rule.Location
				}
				errs = append(errs, ast.NewError(templateErr, at, "disallowed ref %s: a template may refer to data.inventory and data.lib", ref))
			}
			return false
		})
	}
	return errs
}

// confinedPackage is where a module of a template lives: gatekeeper.template.<Kind>, or gatekeeper.lib.<Kind>.<rest of the library's package>.
func confinedPackage(module Module, declared ast.Ref) ast.Ref {
	if module.Lib {
		return confinedRef(module.Template, declared)
	}
	return ast.DefaultRootRef.Append(ast.StringTerm("gatekeeper")).Append(ast.StringTerm("template")).Append(ast.StringTerm(module.Template))
}

func confinedRef(template string, ref ast.Ref) ast.Ref {
	if !ref.HasPrefix(libRoot) {
		return ref
	}
	home := ast.MustParseRef(fmt.Sprintf("data.gatekeeper.lib[%q]", template))
	return home.Concat(ref[len(libRoot):])
}

// confineImports keeps the names that the module knows its libraries by.
func confineImports(template string, parsed *ast.Module) {
	for _, each := range parsed.Imports {
		ref, ok := each.Path.Value.(ast.Ref)
		if !ok || !ref.HasPrefix(libRoot) {
			continue
		}
		each.Alias = each.Name()
		each.Path = &ast.Term{Value: confinedRef(template, ref), Location: each.Path.Location}
	}
}

func confineRefs(template string, parsed *ast.Module) {
	for _, rule := range parsed.Rules {
		ast.WalkTerms(rule, func(term *ast.Term) bool {
			if ref, ok := term.Value.(ast.Ref); ok && ref.HasPrefix(libRoot) {
				term.Value = confinedRef(template, ref)
			}
			return false
		})
	}
}
