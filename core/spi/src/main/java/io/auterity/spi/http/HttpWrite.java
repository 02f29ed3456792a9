package io.auterity.spi.http;

import io.auterity.spi.Content;
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

/**
 * Input of {@code http.request.replace} and {@code http.request.send}. At most one of body, form,
 * multipart, text and content is given.
 */
public record HttpWrite(
    @Description("Path below the provider's url, e.g. /orders/7; without a query")
        @TextForm(most = 4_000)
        String path,
    @Description("replace: PUT (the usual) or DELETE; send: POST (the usual) or PATCH")
        @TextForm(oneOf = {"PUT", "DELETE", "POST", "PATCH"})
        @Nullable String method,
    @Description("Parameters of the query: texts, numbers, truth values, or lists of these")
        @Default("{}")
        @Size(most = 100)
        Json.Obj query,
    @Description("Headers that the provider lets callers set")
        @Default("{}")
        @Size(most = 50)
        @TextForm(most = 8_000)
        Map<String, String> headers,
    @Description("Body that is sent as JSON") @Nullable Json body,
    @Description("Fields that are sent as application/x-www-form-urlencoded") @Size(most = 1_000)
        Json.@Nullable Obj form,
    @Description("Fields and files that are sent as multipart/form-data, in their order")
        @Default("[]")
        @Size(most = 100)
        List<HttpPart> multipart,
    @Description("Body that is sent as text") @TextForm(most = 10_000_000) @Nullable String text,
    @Description("Body that is sent as it is, with its media type") @Nullable Content content,
    @Description("Statuses beside 2xx that are a reply and no failure, e.g. 409")
        @Default("[]")
        @Size(most = 20)
        @Range(least = 300, most = 599)
        List<Integer> accepts,
    @Description("How the body of the reply is read; by its media type when absent")
        @Nullable BodyForm reads) {
  public HttpWrite {
    Objects.requireNonNull(path);
    Objects.requireNonNull(query);
    headers = Map.copyOf(headers);
    multipart = List.copyOf(multipart);
    accepts = List.copyOf(accepts);
  }

  /** A request to a path by the usual method of its operation, without a body. */
  public static Builder builder(String path) {
    return new Builder(path);
  }

  /** Names what a request has; what is not said is absent. */
  public static final class Builder {

    private final String path;
    private @Nullable String method;
    private Json.Obj query = Json.EMPTY;
    private Map<String, String> headers = Map.of();
    private @Nullable Json body;
    private Json.@Nullable Obj form;
    private List<HttpPart> multipart = List.of();
    private @Nullable String text;
    private @Nullable Content content;
    private List<Integer> accepts = List.of();
    private @Nullable BodyForm reads;

    private Builder(String path) {
      this.path = path;
    }

    public Builder method(@Nullable String value) {
      method = value;
      return this;
    }

    public Builder query(Json.Obj value) {
      query = value;
      return this;
    }

    public Builder headers(Map<String, String> value) {
      headers = value;
      return this;
    }

    public Builder body(@Nullable Json value) {
      body = value;
      return this;
    }

    public Builder form(Json.@Nullable Obj value) {
      form = value;
      return this;
    }

    public Builder multipart(List<HttpPart> value) {
      multipart = value;
      return this;
    }

    public Builder text(@Nullable String value) {
      text = value;
      return this;
    }

    public Builder content(@Nullable Content value) {
      content = value;
      return this;
    }

    public Builder accepts(List<Integer> value) {
      accepts = value;
      return this;
    }

    public Builder reads(@Nullable BodyForm value) {
      reads = value;
      return this;
    }

    public HttpWrite build() {
      return new HttpWrite(
          path, method, query, headers, body, form, multipart, text, content, accepts, reads);
    }
  }
}
