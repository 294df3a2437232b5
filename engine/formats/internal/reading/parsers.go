// Package reading turns the text of a file into JSON, by the parsers of conftest.
package reading

import (
	"github.com/open-policy-agent/conftest/parser/codeowners"
	"github.com/open-policy-agent/conftest/parser/cue"
	"github.com/open-policy-agent/conftest/parser/cyclonedx"
	"github.com/open-policy-agent/conftest/parser/docker"
	dotenv "github.com/open-policy-agent/conftest/parser/dotenv"
	"github.com/open-policy-agent/conftest/parser/edn"
	"github.com/open-policy-agent/conftest/parser/groovy"
	"github.com/open-policy-agent/conftest/parser/hcl1"
	"github.com/open-policy-agent/conftest/parser/hcl2"
	"github.com/open-policy-agent/conftest/parser/hocon"
	"github.com/open-policy-agent/conftest/parser/ignore"
	"github.com/open-policy-agent/conftest/parser/ini"
	"github.com/open-policy-agent/conftest/parser/json"
	"github.com/open-policy-agent/conftest/parser/jsonc"
	"github.com/open-policy-agent/conftest/parser/jsonnet"
	"github.com/open-policy-agent/conftest/parser/nginx"
	"github.com/open-policy-agent/conftest/parser/properties"
	"github.com/open-policy-agent/conftest/parser/spdx"
	"github.com/open-policy-agent/conftest/parser/toml"
	"github.com/open-policy-agent/conftest/parser/vcl"
	"github.com/open-policy-agent/conftest/parser/xml"
	"github.com/open-policy-agent/conftest/parser/yaml"
)

type parser interface {
	Unmarshal(content []byte, value any) error
}

// parsers are conftest's by the names that it gives them. Its own table would link in a reader of configuration files, for the
// folders of the one format that needs schemas (textproto), which has none here.
var parsers = map[string]func() parser{
	"codeowners": func() parser { return &codeowners.Parser{} },
	"cue":        func() parser { return &cue.Parser{} },
	"cyclonedx":  func() parser { return &cyclonedx.Parser{} },
	"dockerfile": func() parser { return &docker.Parser{} },
	"dotenv":     func() parser { return &dotenv.Parser{} },
	"edn":        func() parser { return &edn.Parser{} },
	"groovy":     func() parser { return &groovy.Parser{} },
	"hcl1":       func() parser { return &hcl1.Parser{} },
	"hcl2":       func() parser { return &hcl2.Parser{} },
	"hocon":      func() parser { return &hocon.Parser{} },
	"ignore":     func() parser { return &ignore.Parser{} },
	"ini":        func() parser { return &ini.Parser{} },
	"json":       func() parser { return &json.Parser{} },
	"jsonc":      func() parser { return &jsonc.Parser{} },
	"jsonnet":    func() parser { return &jsonnet.Parser{} },
	"nginx":      func() parser { return &nginx.Parser{} },
	"properties": func() parser { return &properties.Parser{} },
	"spdx":       func() parser { return &spdx.Parser{} },
	"toml":       func() parser { return &toml.Parser{} },
	"vcl":        func() parser { return &vcl.Parser{} },
	"xml":        func() parser { return &xml.Parser{} },
	"yaml":       func() parser { return &yaml.Parser{} },
}

// Knows tells whether there is a parser for a format.
func Knows(format string) bool {
	_, known := parsers[format]
	return known
}
