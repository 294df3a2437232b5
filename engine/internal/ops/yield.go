package ops

import (
	"runtime"

	"github.com/open-policy-agent/opa/v1/cover"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// yieldingTracer lets the scheduler run between the steps of an evaluation. Wasm has one thread and no preemption: without it the
// timer that ends a test would fire after the test. It records what is covered on the way, if that is asked for.
type yieldingTracer struct {
	cover *cover.Cover // may be nil
	steps uint
}

const stepsBetweenYields = 512

func (*yieldingTracer) Enabled() bool { return true }

func (*yieldingTracer) Config() topdown.TraceConfig { return topdown.TraceConfig{} }

func (tracer *yieldingTracer) TraceEvent(event topdown.Event) {
	if tracer.cover != nil {
		tracer.cover.TraceEvent(event)
	}
	tracer.steps++
	if tracer.steps%stepsBetweenYields == 0 {
		runtime.Gosched()
	}
}
