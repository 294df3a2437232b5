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
{{- if or .Values.cluster.enabled (eq .Values.tls.source "own") -}}true{{- end -}}
{{- end -}}
