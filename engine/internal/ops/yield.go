package ops

import (
	"runtime"

	"github.com/open-policy-agent/opa/v1/cover"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// yieldingTracer lets the scheduler run between the steps of an evaluation. Wasm has one thread and no preemption: without it the
// timer that ends a test would fire after the test. It records what was covered on the way.
type yieldingTracer struct {
	cover *cover.Cover
	steps uint
}

const stepsBetweenYields = 512

func (*yieldingTracer) Enabled() bool { return true }

func (tracer *yieldingTracer) Config() topdown.TraceConfig { return tracer.cover.Config() }

func (tracer *yieldingTracer) TraceEvent(event topdown.Event) {
	tracer.cover.TraceEvent(event)
	tracer.steps++
	if tracer.steps%stepsBetweenYields == 0 {
		runtime.Gosched()
	}
}
