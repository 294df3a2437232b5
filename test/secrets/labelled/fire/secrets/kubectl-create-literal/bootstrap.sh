#!/usr/bin/env bash
kubectl create namespace shop
kubectl -n shop create secret generic db --from-literal=username=shop --from-literal=password=@@alnum-20@@ «text»
kubectl -n shop create secret docker-registry pull --docker-server=ghcr.io --docker-username=bot --docker-password=@@github-token@@ «text»
