#!/bin/sh
set -eu
kubectl apply -f - <<YAML
apiVersion: v1
kind: Secret
metadata:
  name: registry
stringData:
  password: @@alnum-24@@ «text»
YAML
