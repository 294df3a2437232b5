package ops

import (
	"runtime"

	opa "github.com/open-policy-agent/opa/v1/version"
)

// EngineVersion changes when equal requests may get different replies: it is part of every cache key.
const EngineVersion = "1"

type VersionRequest struct{ Header }

type VersionResult struct {
	OPA    string `json:"opa"`
	Engine string `json:"engine"`
	Go     string `json:"go"`
}

// Version says what is linked in.
func Version(VersionRequest) (VersionResult, error) {
	return VersionResult{OPA: opa.Version, Engine: EngineVersion, Go: runtime.Version()}, nil
}
