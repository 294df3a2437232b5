#!/usr/bin/env bash
kubectl create secret generic db --from-literal=password="${DB_PASSWORD}" --from-literal=user=shop
kubectl create secret generic age --from-file=age.agekey=/dev/stdin < "$AGE_KEY_FILE"
kubectl create secret docker-registry pull --docker-username=bot --docker-password="$(op read op://ci/ghcr/token)"
helm upgrade --install pg bitnami/postgresql --set auth.existingSecret=pg-auth --set auth.secretKeys.adminPasswordKey=postgres-password
TOKEN=$(kubectl -n kube-system get secret admin -o jsonpath='{.data.token}' | base64 -d)
curl -H "Authorization: Bearer $TOKEN" https://api.example.org
