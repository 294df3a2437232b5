package ops

import (
	"net/url"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Annotation is a METADATA block. Target is what it speaks about: a package or a rule.
type Annotation struct {
	Scope            string            `json:"scope"`
	Target           string            `json:"target"`
	Title            string            `json:"title,omitempty"`
	Description      string            `json:"description,omitempty"`
	Entrypoint       bool              `json:"entrypoint"`
	Custom           map[string]any    `json:"custom,omitempty"`
	Organizations    []string          `json:"organizations"`
	Authors          []AuthorNote      `json:"authors"`
	RelatedResources []RelatedResource `json:"relatedResources"`
	Row              int               `json:"row"`
}

type AuthorNote struct {
	Name  string `json:"name"`
	Email string `json:"email"`
}

type RelatedResource struct {
	Ref         string `json:"ref"`
	Description string `json:"description"`
}

func inspectAnnotations(module *ast.Module) []Annotation {
	annotations := make([]Annotation, 0, len(module.Annotations))
	for _, each := range module.Annotations {
		annotations = append(annotations, Annotation{
			Scope:            each.Scope,
			Target:           targetOf(each),
			Title:            each.Title,
			Description:      each.Description,
			Entrypoint:       each.Entrypoint,
			Custom:           each.Custom,
			Organizations:    append([]string{}, each.Organizations...),
			Authors:          authors(each.Authors),
			RelatedResources: relatedResources(each.RelatedResources),
			Row:              each.Location.Row,
		})
	}
	return annotations
}

func targetOf(annotation *ast.Annotations) string {
	return withoutData(annotation.GetTargetPath().GroundPrefix())
}

func authors(list []*ast.AuthorAnnotation) []AuthorNote {
	notes := make([]AuthorNote, 0, len(list))
	for _, author := range list {
		notes = append(notes, AuthorNote{author.Name, author.Email})
	}
	return notes
}

func relatedResources(list []*ast.RelatedResourceAnnotation) []RelatedResource {
	resources := make([]RelatedResource, 0, len(list))
	for _, each := range list {
		resources = append(resources, RelatedResource{urlText(each.Ref), each.Description})
	}
	return resources
}

func urlText(ref url.URL) string { return ref.String() }
