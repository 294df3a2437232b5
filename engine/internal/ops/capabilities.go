package ops

import (
	"slices"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/types"
	"github.com/open-policy-agent/opa/v1/util"
)

// refusals are the built-ins that policies may not use unless the request says otherwise, each with the reason that the user is told.
// What remains gives equal answers to equal questions, given that the host supplies the time: that is what makes a verdict repeatable.
var refusals = map[string]string{
	"http.send":              "it makes the verdict depend on the network; gather the fact beforehand and pass it in as data",
	"net.lookup_ip_addr":     "it makes the verdict depend on the network; gather the fact beforehand and pass it in as data",
	"opa.runtime":            "it shows the policy the environment of the process that evaluates it, which differs at each enforcement point",
	"rand.intn":              "it makes the verdict depend on chance",
	"uuid.rfc4122":           "it makes the verdict depend on chance",
	"io.jwt.encode_sign":     "signatures depend on chance, and a policy must not hold a private key",
	"io.jwt.encode_sign_raw": "signatures depend on chance, and a policy must not hold a private key",
}

// hostFunctions are called by policies, answered by the host, and unknown to OPA. Gatekeeper declares external_data in the same way.
var hostFunctions = []*ast.Builtin{{
	Name: "external_data",
	Decl: types.NewFunction(types.Args(types.A), types.A),
}}

// capabilitySet is what policies may use, by version of the language.
type capabilitySet struct {
	v0, v1 *ast.Capabilities
	denied []string
}

func (set capabilitySet) forVersion(version ast.RegoVersion) *ast.Capabilities {
	if version == ast.RegoV0 {
		return set.v0
	}
	return set.v1
}

var everything = sync.OnceValue(func() capabilitySet {
	v0 := ast.CapabilitiesForThisVersion(ast.CapabilitiesRegoVersion(ast.RegoV0))
	v1 := ast.CapabilitiesForThisVersion(ast.CapabilitiesRegoVersion(ast.RegoV1))
	v0.Builtins = append(v0.Builtins, hostFunctions...)
	for _, name := range util.KeysSorted(located) {
		v0.Builtins = append(v0.Builtins, located[name])
	}
	v1.Builtins = v0.Builtins
	v0.AllowNet, v1.AllowNet = []string{}, []string{}
	return capabilitySet{v0: v0, v1: v1}
})

// capabilitiesWithout leaves out the named built-ins; a nil list stands for the usual refusals, an empty one for none.
func capabilitiesWithout(names *[]string) capabilitySet {
	if names == nil {
		return usual()
	}
	return everything().without(*names)
}

var usual = sync.OnceValue(func() capabilitySet {
	names := make([]string, 0, len(refusals))
	for name := range refusals {
		names = append(names, name)
	}
	return everything().without(names)
})

func (set capabilitySet) without(names []string) capabilitySet {
	v0, v1 := *set.v0, *set.v1
	v1.Builtins = slices.DeleteFunc(slices.Clone(v1.Builtins), func(builtin *ast.Builtin) bool {
		return slices.Contains(names, builtin.Name)
	})
	v0.Builtins = v1.Builtins
	return capabilitySet{v0: &v0, v1: &v1, denied: names}
}

// explain rewrites OPA's "undefined function" for a refused built-in: the function exists, and the user should learn why it may not be used.
func (set capabilitySet) explain(faults []Fault) []Fault {
	for i := range faults {
		for _, name := range set.denied {
			if faults[i].Message == "undefined function "+name {
				faults[i].Code = "builtin_refused"
				faults[i].Message = name + " is refused: " + reasonFor(name)
			}
		}
	}
	return faults
}

func reasonFor(name string) string {
	if reason, known := refusals[name]; known {
		return reason
	}
	return "it is denied by configuration"
}
