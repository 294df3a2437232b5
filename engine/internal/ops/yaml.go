package ops

import (
	"fmt"
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
	JSON  string `json:"json,omitempty"` // as text: whoever parses it decides what becomes of big numbers
	Error string `json:"error,omitempty"`
}

// YAML reads a stream as Kubernetes clients do: split at separator lines first, then each document converted strictly.
func YAML(request YAMLRequest) (YAMLResult, error) {
	texts, err := splitYAML(request.Text)
	result := YAMLResult{Documents: []YAMLDocument{}}
	for _, text := range texts {
		result.Documents = append(result.Documents, convertYAML(text))
	}
	if err != nil {
		result.Documents = append(result.Documents, YAMLDocument{Error: err.Error()})
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
	return YAMLDocument{JSON: string(converted)}
}

// splitYAML cuts where k8s.io/apimachinery's YAMLReader does: at lines that start with ---, followed by white space or a comment.
// A separator in front of any content belongs to the document that follows it. Other text behind --- ends the stream with an error,
// and what was read of the current document is lost.
func splitYAML(text string) ([]string, error) {
	var documents []string
	var current strings.Builder
	for line := range strings.Lines(text) {
		rest, separates := strings.CutPrefix(line, "---")
		if rest = strings.TrimSpace(rest); separates && rest != "" && rest[0] != '#' {
			return documents, fmt.Errorf("invalid Yaml document separator: %s", rest)
		}
		if separates && current.Len() > 0 {
			documents = append(documents, current.String())
			current.Reset()
			continue
		}
		current.WriteString(withoutLineEnd(line) + "\n")
	}
	if current.Len() > 0 {
		documents = append(documents, current.String())
	}
	return documents, nil
}

func withoutLineEnd(line string) string {
	content, ended := strings.CutSuffix(line, "\n")
	if !ended {
		return line
	}
	return strings.TrimSuffix(content, "\r")
}
