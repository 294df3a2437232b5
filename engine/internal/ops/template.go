package ops

import "github.com/open-policy-agent/opa/v1/ast"

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
	home := libraryHome(module)
	confineImports(home, parsed)
	confineRefs(home, parsed)
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

// confinedPackage is where a module of a template lives: gatekeeper.template.<name>, or gatekeeper.lib.<libs>.<rest of the library's package>.
func confinedPackage(module Module, declared ast.Ref) ast.Ref {
	if module.Lib {
		return confinedRef(libraryHome(module), declared)
	}
	return gatekeeperRef("template", module.Template)
}

func libraryHome(module Module) ast.Ref { return gatekeeperRef("lib", module.Libs) }

func gatekeeperRef(parts ...string) ast.Ref {
	ref := ast.Ref{ast.DefaultRootDocument, ast.StringTerm("gatekeeper")}
	for _, part := range parts {
		ref = append(ref, ast.StringTerm(part))
	}
	return ref
}

func confinedRef(home, ref ast.Ref) ast.Ref {
	if !ref.HasPrefix(libRoot) {
		return ref
	}
	return home.Concat(ref[len(libRoot):])
}

// confineImports keeps the names that the module knows its libraries by.
func confineImports(home ast.Ref, parsed *ast.Module) {
	for _, each := range parsed.Imports {
		ref, ok := each.Path.Value.(ast.Ref)
		if !ok || !ref.HasPrefix(libRoot) {
			continue
		}
		each.Alias = each.Name()
		each.Path = &ast.Term{Value: confinedRef(home, ref), Location: each.Path.Location}
	}
}

func confineRefs(home ast.Ref, parsed *ast.Module) {
	for _, rule := range parsed.Rules {
		ast.WalkTerms(rule, func(term *ast.Term) bool {
			if ref, ok := term.Value.(ast.Ref); ok && ref.HasPrefix(libRoot) {
				term.Value = confinedRef(home, ref)
			}
			return false
		})
	}
}
