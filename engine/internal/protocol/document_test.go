package protocol

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/util"
)

func TestTheDocumentListsTheOperations(t *testing.T) {
	text, err := os.ReadFile("../../PROTOCOL.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(text), "\n## Operations\n")
	var documented []string
	for _, row := range regexp.MustCompile("(?m)^\\| `(\\w+)`").FindAllStringSubmatch(section, -1) {
		documented = append(documented, row[1])
	}
	slices.Sort(documented)
	if wanted := util.KeysSorted(operations); !slices.Equal(documented, wanted) {
		t.Errorf("PROTOCOL.md lists %v, the engine has %v", documented, wanted)
	}
}
