package ops

import (
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/util"
)

// exportSet is all modules of a request, by package.
type exportSet struct {
	parsedModules
	packages map[string][]string // package → paths, in order
	names    []ast.Ref           // of the packages, in order
}

func newExportSet(modules parsedModules) *exportSet {
	set := &exportSet{parsedModules: modules, packages: map[string][]string{}}
	for _, path := range util.KeysSorted(modules.parsed) {
		name := modules.parsed[path].Package.Path.String()
		set.packages[name] = append(set.packages[name], path)
	}
	for _, name := range util.KeysSorted(set.packages) {
		set.names = append(set.names, ast.MustParseRef(name))
	}
	return set
}

// draft copies the modules of a policy and those that it needs.
func (set *exportSet) draft(policy ExportPolicy) (*exportDraft, error) {
	own, err := ast.ParseRef("data." + policy.Package)
	if err != nil || len(set.packages[own.String()]) == 0 {
		return nil, fmt.Errorf("no module that parses has the package %q", policy.Package)
	}
	draft := &exportDraft{exportSet: set, policy: policy, own: own}
	padding := 0
	for _, path := range set.packages[own.String()] {
		source := set.sources[path]
		padded := source
		padded.Text = strings.Repeat("\n", padding) + source.Text
		module, err := parseModule(padded, everything())
		if err != nil {
			return nil, err
		}
		if err := distinctWildcards(module, len(draft.main)); err != nil {
			return nil, err
		}
		draft.main = append(draft.main, &draftFile{path, padding, module, map[ast.Var]string{}})
		padding += strings.Count(source.Text, "\n") + 2
	}
	for _, path := range set.needed(own) {
		draft.libs = append(draft.libs, &draftFile{path, 0, set.parsed[path].Copy(), map[ast.Var]string{}})
	}
	return draft, nil
}

// distinctWildcards keeps the anonymous variables of several files apart. The parser numbers those of each file from 0, and one that
// occurs twice in a module would be printed as a variable with a name.
func distinctWildcards(module *ast.Module, file int) error {
	return transformRules(module.Rules, func(node any) (any, error) {
		if name, ok := node.(ast.Var); ok && name.IsWildcard() && file > 0 {
			return ast.Var(fmt.Sprintf("%s%d_%s", ast.WildcardPrefix, file, strings.TrimPrefix(string(name), ast.WildcardPrefix))), nil
		}
		return node, nil
	})
}

// needed lists the modules that a package refers to, and those that these refer to, by path.
func (set *exportSet) needed(own ast.Ref) []string {
	reached := map[string]bool{own.String(): true}
	queue := slices.Clone(set.packages[own.String()])
	var paths []string
	for len(queue) > 0 {
		path := queue[0]
		queue = queue[1:]
		for _, ref := range resolvedDataRefs(set.parsed[path]) {
			for _, known := range set.reachedBy(ref) {
				if name := known.String(); !reached[name] {
					reached[name] = true
					queue = append(queue, set.packages[name]...)
					paths = append(paths, set.packages[name]...)
				}
			}
		}
	}
	slices.Sort(paths)
	return paths
}

// reachedBy names the packages that a reference is about: those that it leads into, and those that it holds as a whole.
func (set *exportSet) reachedBy(ref ast.Ref) []ast.Ref {
	var reached []ast.Ref
	for _, known := range set.names {
		if ref.HasPrefix(known) || known.HasPrefix(ref) {
			reached = append(reached, known)
		}
	}
	return reached
}

// resolvedDataRefs are the references that a module's rules make into data, through imports or not, cut where they stop being constant.
func resolvedDataRefs(module *ast.Module) []ast.Ref {
	aliases := map[ast.Var]ast.Ref{}
	for _, each := range module.Imports {
		if ref, ok := each.Path.Value.(ast.Ref); ok && ref.HasPrefix(ast.DefaultRootRef) {
			aliases[each.Name()] = ref
		}
	}
	var refs []ast.Ref
	note := func(ref ast.Ref) {
		if head, ok := ref[0].Value.(ast.Var); ok {
			if target, imported := aliases[head]; imported {
				ref = target.Concat(ref[1:])
			}
		}
		if ref.HasPrefix(ast.DefaultRootRef) {
			refs = append(refs, ref.ConstantPrefix())
		}
	}
	visitor := ast.NewGenericVisitor(func(node any) bool {
		switch node := node.(type) {
		case ast.Ref:
			note(node)
		case ast.Var:
			note(ast.Ref{ast.NewTerm(node)})
		}
		return false
	})
	for _, rule := range module.Rules {
		visitor.Walk(rule)
	}
	return refs
}

// exportedPath is where a package lies in a template: below lib, where it may be already.
func exportedPath(path ast.Ref) ast.Ref {
	if len(path) > len(libRoot) && path.HasPrefix(libRoot) {
		return path
	}
	return libRoot.Concat(path[1:])
}
