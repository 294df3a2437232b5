package ops

import (
	"fmt"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

type TermsRequest struct {
	Header
	Text string `json:"text"` // an array of ground terms
}

type TermsResult struct {
	Canonical []string `json:"canonical"` // each member as the engine writes terms
	Printed   []string `json:"printed"`   // each member as OPA prints it, which is what sprintf("%v") shows
	Sorted    []int    `json:"sorted"`    // the members' indexes in OPA's order
	Compared  [][]int  `json:"compared"`  // the sign of comparing each member with each
}

// Terms says how OPA prints and orders terms: what the host's own implementation is compared with.
func Terms(request TermsRequest) (TermsResult, error) {
	term, err := ast.ParseTerm(request.Text)
	if err != nil {
		return TermsResult{}, err
	}
	array, ok := term.Value.(*ast.Array)
	if !ok || !term.IsGround() {
		return TermsResult{}, fmt.Errorf("text must be an array of ground terms")
	}
	result := TermsResult{Canonical: []string{}, Printed: []string{}, Compared: [][]int{}}
	for i := range array.Len() {
		member := array.Elem(i)
		result.Canonical = append(result.Canonical, termText(member.Value))
		result.Printed = append(result.Printed, member.String())
		result.Compared = append(result.Compared, compareWithAll(member, array))
	}
	result.Sorted = sortedIndexes(result.Compared)
	return result, nil
}

func compareWithAll(member *ast.Term, array *ast.Array) []int {
	signs := make([]int, array.Len())
	for i := range signs {
		signs[i] = ast.Compare(member, array.Elem(i))
	}
	return signs
}

func sortedIndexes(compared [][]int) []int {
	indexes := make([]int, len(compared))
	for i := range indexes {
		indexes[i] = i
	}
	slices.SortStableFunc(indexes, func(a, b int) int { return compared[a][b] })
	return indexes
}
