{{- define "app.secretName" -}}
{{- default (printf "%s-credentials" (include "app.fullname" .)) .Values.auth.existingSecret -}}
{{- end -}}
{{- define "app.dsn" -}}
postgresql://{{ .Values.db.user }}:$(DB_PASSWORD)@{{ .Values.db.host }}:5432/{{ .Values.db.name }}
{{- end -}}
{{- define "app.password" -}}{{ .Values.password | default (randAlphaNum 24) }}{{- end -}}
