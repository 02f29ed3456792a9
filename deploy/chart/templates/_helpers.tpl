{{/* The name of everything that this release makes. */}}
{{- define "auterity.name" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 50 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* What tells its pods from all others, and never changes. */}}
{{- define "auterity.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "auterity.labels" -}}
{{ include "auterity.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "auterity.image" -}}
{{- with .Values.image -}}
{{- if .digest -}}
{{ .repository }}@{{ .digest }}
{{- else -}}
{{ .repository }}:{{ .tag | default $.Chart.AppVersion }}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Without authorities of its own, the certificate is checked by those that Java brings. */}}
{{- define "auterity.databaseUrl" -}}
{{- with .Values.database -}}
{{- $host := required "database.host: name the host of your PostgreSQL" .host -}}
jdbc:postgresql://{{ $host }}:{{ .port }}/{{ .name }}?sslmode={{ .sslMode }}
{{- if hasPrefix "verify-" .sslMode -}}
{{- if .authorities.configMap -}}
&sslrootcert=/etc/auterity/authorities/ca.crt
{{- else -}}
&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* auterity.yaml: what the chart knows, over what `settings` says. */}}
{{- define "auterity.settings" -}}
{{- $accounts := dict "url" (include "auterity.databaseUrl" .) -}}
{{- range $role := list "owner" "app" "engine" -}}
{{- $_ := set $accounts $role (dict "user" (get $.Values.database.users $role) "passwordFile" (printf "/etc/auterity/database/%s" $role)) -}}
{{- end -}}
{{- $own := dict
    "console" (dict "host" "0.0.0.0" "port" .Values.console.port)
    "gateway" (dict "host" "0.0.0.0" "port" .Values.gateway.port)
    "database" $accounts
    "secrets" (dict "keyFile" "/etc/auterity/keys/master.key") -}}
{{- with .Values.cache -}}
{{- if .address -}}
{{- $shared := dict "address" .address "tls" .tls -}}
{{- if .user }}{{ $_ := set $shared "user" .user }}{{ end -}}
{{- if .secret }}{{ $_ := set $shared "passwordFile" "/etc/auterity/cache/password" }}{{ end -}}
{{- $_ := set $own "cache" (dict "shared" $shared) -}}
{{- end -}}
{{- end -}}
{{- with .Values.temporal -}}
{{- if .address -}}
{{- $files := "/etc/auterity/temporal/" -}}
{{- $temporal := dict "address" .address "namespace" .namespace "tls" .tls "all" .all -}}
{{- if .authorities.configMap }}{{ $_ := set $temporal "caFile" (print $files "ca.crt") }}{{ end -}}
{{- if .certificate }}{{ $_ := set $temporal "certificateFile" (print $files "tls.crt") }}{{ $_ := set $temporal "keyFile" (print $files "tls.key") }}{{ end -}}
{{- if .apiKey }}{{ $_ := set $temporal "apiKeyFile" (print $files "api.key") }}{{ end -}}
{{- $_ := set $own "engine" (dict "temporal" $temporal) -}}
{{- end -}}
{{- end -}}
{{- mergeOverwrite (deepCopy .Values.settings) $own | toYaml -}}
{{- end -}}

{{/* Values that exclude each other. */}}
{{- define "auterity.check" -}}
{{- if .Values.data.claim -}}
{{- if .Values.autoscaling.enabled -}}
{{- fail "data.claim: a claim is for one server; set autoscaling.enabled to false and replicas to 1" -}}
{{- else if gt (int .Values.replicas) 1 -}}
{{- fail "data.claim: a claim is for one server; set replicas to 1" -}}
{{- end -}}
{{- end -}}
{{- with .Values.autoscaling -}}
{{- if and .enabled (lt (int .maxReplicas) (int .minReplicas)) -}}
{{- fail "autoscaling.maxReplicas: is below autoscaling.minReplicas" -}}
{{- end -}}
{{- end -}}
{{- with .Values.ingress -}}
{{- if and .enabled (not (or .console.host .gateway.host)) -}}
{{- fail "ingress.enabled: name ingress.console.host, ingress.gateway.host or both" -}}
{{- end -}}
{{- end -}}
{{- if eq (int .Values.console.port) (int .Values.gateway.port) -}}
{{- fail "gateway.port: is that of console.port" -}}
{{- end -}}
{{- end -}}
