package io.auterity.spi.http;

import io.auterity.spi.Default;
import io.auterity.spi.Description;
import io.auterity.spi.Json;
import io.auterity.spi.Range;
import io.auterity.spi.Size;
import io.auterity.spi.TextForm;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code http.request.read}. */
public record HttpRead(
    @Description("Path below the provider's url, e.g. /orders/7; without a query")
        @TextForm(most = 4_000)
        String path,
    @Description("GET, or HEAD for status and headers alone")
        @Default("GET")
        @TextForm(oneOf = {"GET", "HEAD"})
        String method,
    @Description("Parameters of the query: texts, numbers, truth values, or lists of these")
        @Default("{}")
        @Size(most = 100)
        Json.Obj query,
    @Description("Headers that the provider lets callers set")
        @Default("{}")
        @Size(most = 50)
        @TextForm(most = 8_000)
        Map<String, String> headers,
    @Description("Statuses beside 2xx that are a reply and no failure, e.g. 404")
        @Default("[]")
        @Size(most = 20)
        @Range(least = 300, most = 599)
        List<Integer> accepts,
    @Description("How the body is read; by its media type when absent") @Nullable BodyForm reads) {
  public HttpRead {
    Objects.requireNonNull(path);
    Objects.requireNonNull(query);
    Objects.requireNonNull(method);
    headers = Map.copyOf(headers);
    accepts = List.copyOf(accepts);
  }

  /** A GET of a path. */
  public static HttpRead of(String path) {
    return new HttpRead(path, "GET", Json.EMPTY, Map.of(), List.of(), null);
  }
}
