package io.auterity.plugins.http;

import io.auterity.spi.Default;
import io.auterity.spi.Description;
import io.auterity.spi.Size;
import io.auterity.spi.TextForm;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The configuration of an HTTP service: its address, and what callers may ask of it. */
public record HttpConfig(
    @Description("Address below which all paths lie, e.g. https://api.example.org/v1")
        @TextForm(format = "uri", most = 2_000, pattern = "^https?://[^/]")
        String url,
    @Description(
            "Paths that callers may name, e.g. /orders/**: * is any text within a segment, **"
                + " any segments; all when empty")
        @Default("[]")
        @Size(most = 100)
        @TextForm(most = 500)
        List<String> paths,
    @Description("Methods that callers may use; all when empty")
        @Default("[]")
        @Size(distinct = true)
        @TextForm(oneOf = {"GET", "HEAD", "PUT", "DELETE", "POST", "PATCH"})
        List<String> methods,
    @Description(
            "Headers that callers may set beside accept, accept-language, content-type, prefer,"
                + " range and those that begin with if-")
        @Default("[]")
        @Size(most = 50)
        @TextForm(most = 100)
        List<String> headers,
    @Description("Header by which the service knows a repeated request.send, e.g. Idempotency-Key")
        @TextForm(most = 100)
        @Nullable String idempotency,
    @Description(
            "Path that a health check reads, e.g. /health; when absent, any answer of the service"
                + " but 401 and 5xx is health")
        @TextForm(most = 500)
        @Nullable String check) {
  public HttpConfig {
    paths = List.copyOf(paths);
    methods = List.copyOf(methods);
    headers = List.copyOf(headers);
  }
}
