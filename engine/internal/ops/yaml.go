package ops

import (
	"encoding/json"
	"strings"

	"sigs.k8s.io/yaml"
)

type YAMLRequest struct {
	Header
	Text string `json:"text"`
}

type YAMLResult struct {
	Documents []YAMLDocument `json:"documents"`
}

// YAMLDocument has one field set.
type YAMLDocument struct {
	JSON  json.RawMessage `json:"json,omitempty"`
	Error string          `json:"error,omitempty"`
}

// YAML reads a stream as Kubernetes clients do: split at separator lines first, then each document converted strictly.
func YAML(request YAMLRequest) (YAMLResult, error) {
	result := YAMLResult{Documents: []YAMLDocument{}}
	for _, text := range splitYAML(request.Text) {
		result.Documents = append(result.Documents, convertYAML(text))
	}
	return result, nil
}

// OneYAMLDocument converts the text as a single document.
func OneYAMLDocument(request YAMLRequest) (YAMLDocument, error) {
	return convertYAML(request.Text), nil
}

func convertYAML(text string) YAMLDocument {
	converted, err := yaml.YAMLToJSONStrict([]byte(text))
	if err != nil {
		return YAMLDocument{Error: err.Error()}
	}
	return YAMLDocument{JSON: converted}
}

// splitYAML cuts where k8s.io/apimachinery's YAMLReader does: at lines that start with --- and hold nothing else but white space.
// A separator in front of any content belongs to the document that follows it. `--- text` and `--- # note` do not separate.
func splitYAML(text string) []string {
	var documents []string
	var current strings.Builder
	for line := range strings.Lines(text) {
		if isSeparator(line) && current.Len() > 0 {
			documents = append(documents, current.String())
			current.Reset()
			continue
		}
		current.WriteString(strings.TrimRight(line, "\r\n") + "\n")
	}
	if current.Len() > 0 {
		documents = append(documents, current.String())
	}
	return documents
}

func isSeparator(line string) bool {
	rest, found := strings.CutPrefix(line, "---")
	return found && strings.TrimSpace(rest) == ""
}
