package ops

import (
	"fmt"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

var reviewedObject = ast.MustParseRef("input.review.object")

// checkReplacements looks for `with data.… as …`: in a template the path is another one, and Gatekeeper does not follow it there.
func (draft *exportDraft) checkReplacements() error {
	for _, file := range draft.files() {
		ast.WalkWiths(file.module, func(with *ast.With) bool {
			target, ok := with.Target.Value.(ast.Ref)
			if ok && target.HasPrefix(ast.DefaultRootRef) && !target.HasPrefix(inventoryRoot) {
				draft.obstacle(file, with.Location, fmt.Sprintf("replaces %s: a template can replace only input and data.inventory", target))
			}
			return false
		})
	}
	return nil
}

// rewriteImports leaves only imports that Gatekeeper allows. What is imported from input or from the inventory becomes a rule of the
// same name, which local names hide as they would hide the import.
func (draft *exportDraft) rewriteImports() error {
	for _, file := range draft.files() {
		used := ruleVars(file.module)
		imports := file.module.Imports
		file.module.Imports = nil
		for _, each := range imports {
			path := each.Path.Value.(ast.Ref)
			isMeant := each.Alias != "" || len(path) > 1
			switch {
			case ast.FutureRootDocument.Equal(path[0]), ast.RegoRootDocument.Equal(path[0]), !isMeant, !used[each.Name()]:
			case path.HasPrefix(ast.InputRootRef), path.HasPrefix(inventoryRoot):
				if err := file.addAlias(each); err != nil {
					return err
				}
			default:
				draft.rewriteImport(file, each)
			}
		}
	}
	return nil
}

// addAlias defines `name := path` where it was imported. A policy's own input is rewritten later, with all other references.
func (file *draftFile) addAlias(each *ast.Import) error {
	rules, err := parseRulesAt(each.Location.Row, fmt.Sprintf("%s := %s", each.Name(), each.Path))
	if err == nil {
		file.module.Rules = append(rules, file.module.Rules...)
		file.aliases[each.Name()] = each.Path.String()
	}
	return err
}

func (draft *exportDraft) rewriteImport(file *draftFile, each *ast.Import) {
	path := each.Path.Value.(ast.Ref)
	place, reason := draft.placeOf(path)
	switch {
	case reason != "":
		draft.obstacle(file, each.Location, reason)
	case place.own:
		draft.obstacle(file, each.Location, fmt.Sprintf("imports %s from the package of the policy, which has another name in a template", path))
	default:
		each.Alias = aliasFor(each.Name(), place.path)
		each.Path = ast.NewTerm(place.path).SetLocation(each.Path.Location)
		file.module.Imports = append(file.module.Imports, each)
	}
}

// aliasFor is empty where the path ends in the name anyway.
func aliasFor(name ast.Var, path ast.Ref) ast.Var {
	if path[len(path)-1].Equal(ast.StringTerm(string(name))) {
		return ""
	}
	return name
}

// exportedPlace says where a template has what a path into data is about.
type exportedPlace struct {
	own    bool    // in the policy's own package
	path   ast.Ref // the whole path, in the template
	within int     // how many terms of the original path its package takes; all of them where it stops short of one package
}

// placeOf finds where a constant path into data lies in a template, or why it lies nowhere.
func (draft *exportDraft) placeOf(path ast.Ref) (exportedPlace, string) {
	if draft.own.HasPrefix(path) {
		return exportedPlace{}, fmt.Sprintf("reads %s as a whole: a template has only its rules, by name", path)
	}
	packages := draft.reachedBy(path)
	if len(packages) == 0 {
		return exportedPlace{}, fmt.Sprintf("reads %s, which no policy defines: a template has no data but data.inventory", path)
	}
	place := exportedPlace{within: len(path)}
	if home := longestPackage(packages, path); home != nil {
		place.within = len(home)
		place.own = home.Equal(draft.own)
	}
	shift, isOne := commonShift(packages)
	if !isOne && !place.own {
		return exportedPlace{}, fmt.Sprintf("reads %s, which would lie in two places of a template", path)
	}
	place.path = path
	if shift > 0 {
		place.path = libRoot.Concat(path[1:])
	}
	return place, ""
}

// longestPackage is the innermost package that a path leads into; nil when it leads into none.
func longestPackage(packages []ast.Ref, path ast.Ref) ast.Ref {
	var longest ast.Ref
	for _, known := range packages {
		if path.HasPrefix(known) && len(known) > len(longest) {
			longest = known
		}
	}
	return longest
}

// commonShift says by how many terms the paths of packages grow in a template, if they all grow by the same.
func commonShift(packages []ast.Ref) (int, bool) {
	shifts := map[int]bool{}
	last := 0
	for _, known := range packages {
		last = len(exportedPath(known)) - len(known)
		shifts[last] = true
	}
	return last, len(shifts) == 1
}

// rewriteRefs leads every reference to where its target is in a template. Packages are referred to by imports only: Gatekeeper does not
// find `data.lib.…` inside of another term.
func (draft *exportDraft) rewriteRefs() error {
	for _, file := range draft.files() {
		isMain := file.module.Package.Path.Equal(draft.own)
		rewriter := refRewriter{exportDraft: draft, file: file, isMain: isMain, taken: usedNames(file.module), aliases: map[string]ast.Var{}}
		if isMain {
			rewriter.locals = localNames(file.module)
		}
		if err := transformRules(file.module.Rules, rewriter.replace); err != nil {
			return err
		}
	}
	for _, file := range draft.libs {
		file.module.Package.Path = exportedPath(file.module.Package.Path)
	}
	return nil
}

type refRewriter struct {
	*exportDraft
	file    *draftFile
	isMain  bool
	taken   map[ast.Var]bool
	locals  map[ast.Var]bool
	aliases map[string]ast.Var
}

func (rewriter *refRewriter) replace(node any) (any, error) {
	ref, ok := node.(ast.Ref)
	switch {
	case !ok:
		return node, nil
	case rewriter.policy.Document && ref.HasPrefix(ast.InputRootRef):
		return headAt(reviewedObject, ref[0].Location).Concat(ref[1:]), nil
	case ref.HasPrefix(ast.DefaultRootRef) && !ref.HasPrefix(inventoryRoot):
		return rewriter.replaceData(ref), nil
	}
	return node, nil
}

func (rewriter *refRewriter) replaceData(ref ast.Ref) ast.Ref {
	place, reason := rewriter.placeOf(ref.ConstantPrefix())
	if reason != "" {
		rewriter.obstacle(rewriter.file, ref[0].Location, reason)
		return ref
	}
	if place.own {
		return rewriter.ownRef(ref, place.within)
	}
	path := place.path[:len(place.path)-len(ref.ConstantPrefix())+place.within]
	head := ast.NewTerm(rewriter.alias(path)).SetLocation(ref[0].Location)
	return ast.Ref{head}.Concat(ref[place.within:])
}

// ownRef names a rule of the policy's own package without the package, which has another name in a template.
func (rewriter *refRewriter) ownRef(ref ast.Ref, within int) ast.Ref {
	name, ok := ref[within].Value.(ast.String)
	switch {
	case !ok || !plainName.MatchString(string(name)):
		rewriter.obstacle(rewriter.file, ref[0].Location, fmt.Sprintf("reads %s: a template has only its rules, by name", ref))
	case !rewriter.isMain:
		rewriter.obstacle(rewriter.file, ref[0].Location, fmt.Sprintf("a library reads %s, and libraries of a template cannot see the policy", ref))
	case rewriter.locals[ast.Var(name)]:
		rewriter.obstacle(rewriter.file, ref[0].Location, fmt.Sprintf("reads %s, and uses %s as the name of something local, too", ref, string(name)))
	default:
		return ast.Ref{ast.NewTerm(ast.Var(name)).SetLocation(ref[0].Location)}.Concat(ref[within+1:])
	}
	return ref
}

// alias imports a path under a name that the module does not use otherwise.
func (rewriter *refRewriter) alias(path ast.Ref) ast.Var {
	key := path.String()
	if known, ok := rewriter.aliases[key]; ok {
		return known
	}
	last, _ := path[len(path)-1].Value.(ast.String)
	name := freshName(string(last), rewriter.taken)
	rewriter.aliases[key] = name
	module := rewriter.file.module
	module.Imports = append(module.Imports, &ast.Import{
		Path: ast.NewTerm(path).SetLocation(module.Package.Location), Alias: aliasFor(name, path), Location: module.Package.Location,
	})
	return name
}

// headAt copies the first terms of a reference to a place in a source.
func headAt(ref ast.Ref, at *ast.Location) ast.Ref {
	placed := make(ast.Ref, len(ref))
	for i, term := range ref {
		placed[i] = ast.NewTerm(term.Value).SetLocation(at)
	}
	return placed
}

// parseRulesAt reads rules as if they stood at a line of a file.
func parseRulesAt(row int, text string) ([]*ast.Rule, error) {
	module, err := ast.ParseModuleWithOpts("", "package p"+strings.Repeat("\n", max(row-1, 1))+text, ast.ParserOptions{RegoVersion: ast.RegoV1})
	if err != nil {
		return nil, err
	}
	return module.Rules, nil
}
