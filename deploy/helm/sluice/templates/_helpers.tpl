{{- define "sluice.name" -}}
{{- .Values.nameOverride | default .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- end -}}

{{- define "sluice.selector" -}}
app.kubernetes.io/name: sluice
app.kubernetes.io/instance: {{ include "sluice.name" . }}
{{- end -}}

{{/* Every object has these: `sluice uninstall` finds them by the first two. */}}
{{- define "sluice.labels" -}}
{{ include "sluice.selector" . }}
app.kubernetes.io/component: admission
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end -}}

{{- define "sluice.meta" -}}
name: {{ include "sluice.name" . }}
namespace: {{ .Release.Namespace }}
labels:
  {{- include "sluice.labels" . | nindent 2 }}
{{- end -}}

{{- define "sluice.clusterMeta" -}}
name: {{ include "sluice.name" . }}
labels:
  {{- include "sluice.labels" . | nindent 2 }}
{{- end -}}

{{- define "sluice.tlsSecret" -}}
{{- .Values.tls.secretName | default (printf "%s-tls" (include "sluice.name" .)) -}}
{{- end -}}

{{- define "sluice.image" -}}
{{- with .Values.image -}}
{{ .repository }}:{{ .tag | default $.Chart.AppVersion }}{{ with .digest }}@{{ . }}{{ end }}
{{- end -}}
{{- end -}}

{{- define "sluice.hasPolicies" -}}
{{- if or .Values.policies .Values.policiesFrom -}}true{{- end -}}
{{- end -}}

{{/* Whether it calls the API server, and not only the other way round. */}}
{{- define "sluice.callsApi" -}}
{{- if or .Values.cluster.enabled (eq .Values.tls.source "own") .Values.policyConfigMaps .Values.images.pullSecrets.enabled .Values.events.admission .Values.audit.enabled -}}true{{- end -}}
{{- end -}}

{{/* A role of sluice, and its binding. root, kind (Role or ClusterRole), namespace of a Role, suffix of its name, rules as text. */}}
{{- define "sluice.role" }}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: {{ .kind }}
metadata:
  name: {{ include "sluice.name" .root }}{{ .suffix }}
  {{- with .namespace }}
  namespace: {{ . }}
  {{- end }}
  labels:
    {{- include "sluice.labels" .root | nindent 4 }}
rules:
  {{- .rules | nindent 2 }}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: {{ .kind }}Binding
metadata:
  name: {{ include "sluice.name" .root }}{{ .suffix }}
  {{- with .namespace }}
  namespace: {{ . }}
  {{- end }}
  labels:
    {{- include "sluice.labels" .root | nindent 4 }}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: {{ .kind }}
  name: {{ include "sluice.name" .root }}{{ .suffix }}
subjects:
  - kind: ServiceAccount
    name: {{ include "sluice.name" .root }}
    namespace: {{ .root.Release.Namespace }}
{{- end -}}

{{/* Read one by one, by their names: never listed, never watched. */}}
{{- define "sluice.pullSecretRules" -}}
- apiGroups: ['']
  resources: [secrets]
  {{- with .names }}
  resourceNames: {{ . | toJson }}
  {{- end }}
  verbs: [get]
- apiGroups: ['']
  resources: [serviceaccounts]
  verbs: [get]
{{- end -}}

{{- define "sluice.auditRules" -}}
{{- range .Values.audit.resources }}
- apiGroups: {{ .apiGroups | toJson }}
  resources: {{ .resources | toJson }}
  verbs: [list]
{{- end }}
{{- if or (eq .Values.audit.report "auto") (eq .Values.audit.report "wgpolicy") }}
- apiGroups: [wgpolicyk8s.io]
  resources: [policyreports, clusterpolicyreports]
  verbs: [get, list, create, patch, delete]
{{- end }}
{{- if or (eq .Values.audit.report "auto") (eq .Values.audit.report "openreports") }}
- apiGroups: [openreports.io]
  resources: [reports, clusterreports]
  verbs: [get, list, create, patch, delete]
{{- end }}
{{- if .Values.cluster.enabled }}
- apiGroups: [constraints.gatekeeper.sh]
  resources: ['*/status']
  verbs: [patch]
{{- end }}
{{- end -}}

{{- define "sluice.auditLeaseRules" -}}
- apiGroups: [coordination.k8s.io]
  resources: [leases]
  verbs: [create]
- apiGroups: [coordination.k8s.io]
  resources: [leases]
  resourceNames: [sluice-audit]
  verbs: [get, update]
- apiGroups: ['']
  resources: [configmaps]
  verbs: [create]
- apiGroups: ['']
  resources: [configmaps]
  resourceNames: [sluice-audit-progress]
  verbs: [get, patch, delete]
{{- end -}}
