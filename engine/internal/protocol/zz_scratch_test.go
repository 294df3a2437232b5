package protocol
import ("os";"testing";"time";"fmt")
func TestScratch(t *testing.T) { b,_ := os.ReadFile("/tmp/eng/testreq.json"); for range 3 { s:=time.Now(); r:=Call(b); fmt.Println(len(r), time.Since(s)) } }
