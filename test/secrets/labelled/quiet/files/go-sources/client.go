package client

import "os"

func options(cmd *command, build context) []option {
	cmd.Env = append(os.Environ(), "PWD="+cmd.Dir, "GOROOT="+build.Root)
	return []option{
		allowHardBoundTokens("MTLS_S2A"),
		withAuthKey("X_API_KEY"),
	}
}
