package protocol

import ("testing"; "fmt"; "encoding/json")

func compileReq(n int) []byte {
	var mods []map[string]string; var eps []string
	for i := range n { mods = append(mods, map[string]string{"path": fmt.Sprintf("p%d.rego", i), "text": fmt.Sprintf("package policies.p%d\n\nimport rego.v1\n\nviolation contains {\"msg\": msg} if {\n\tsome c in input.review.object.spec.containers\n\tnot c.resources.limits.cpu\n\tmsg := sprintf(\"container %%v has no cpu limit in %d\", [c.name])\n}\n\nviolation contains {\"msg\": msg} if {\n\tinput.review.object.metadata.labels.app != \"x%d\"\n\tregex.match(\"^[a-z]+$\", input.review.object.metadata.name)\n\tmsg := \"bad\"\n}\n", i, i, i), "regoVersion": "v1"}); eps = append(eps, fmt.Sprintf("policies/p%d/violation", i)) }
	b, _ := json.Marshal(map[string]any{"op": "compile", "modules": mods, "entrypoints": eps}); return b
}
func BenchmarkCompile5(b *testing.B) { r := compileReq(5); b.ReportAllocs(); for b.Loop() { Call(r) } }
func BenchmarkCompile100(b *testing.B) { r := compileReq(100); b.ReportAllocs(); for b.Loop() { Call(r) } }
