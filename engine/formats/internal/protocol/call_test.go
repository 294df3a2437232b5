package protocol

import (
	"strings"
	"testing"
)

func TestReplies(t *testing.T) {
	for _, each := range []struct{ request, reply string }{
		{"{\"format\":\"toml\"}\na = 1\n", "{\"ok\":{\"documents\":1}}\n{\"a\":1}\n"},
		{"{\"format\":\"json\",\"split\":true}\n[1, 2]", "{\"ok\":{\"documents\":2}}\n1\n2\n"},
		{"{\"format\":\"json\"}\n{", `{"ok":{"documents":0,"fault":{"code":"syntax","reason":"unexpected end of JSON input","line":1,"column":1}}}` + "\n"},
	} {
		if got := string(Call([]byte(each.request))); got != each.reply {
			t.Errorf("%q: got %q, want %q", each.request, got, each.reply)
		}
	}
}

func TestRequestsThatNobodyShouldMake(t *testing.T) {
	for _, request := range []string{"", "{}", "{}\n", "x\n", "{\"format\":\"docx\"}\n", "{\"format\":\"toml\",\"path\":1}\n"} {
		if got := string(Call([]byte(request))); !strings.HasPrefix(got, `{"error":{"code":"request",`) {
			t.Errorf("%q: got %q", request, got)
		}
	}
}
