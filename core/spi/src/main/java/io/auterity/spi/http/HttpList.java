package io.auterity.spi.http;

import io.auterity.spi.Cursor;
import io.auterity.spi.Default;
import io.auterity.spi.Description;
import io.auterity.spi.Json;
import io.auterity.spi.Size;
import io.auterity.spi.TextForm;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code http.page.list}. */
public record HttpList(
    @Description("Path below the provider's url, e.g. /orders; without a query")
        @TextForm(most = 4_000)
        String path,
    @Description("Parameters of the first page: texts, numbers, truth values, or lists of these")
        @Default("{}")
        @Size(most = 100)
        Json.Obj query,
    @Description("Field of the reply that holds the list, e.g. data.orders; the reply when absent")
        @TextForm(most = 500)
        @Nullable String items,
    @Description("Where the next page is told; in the header Link when absent")
        @Nullable NextPage next,
    @Description("Parameters that the link in the header has where it leads on, e.g. results: true")
        @Default("{}")
        @Size(most = 5)
        @TextForm(most = 200)
        Map<String, String> when,
    @Description("Where the page begins; from the page before") @Nullable Cursor cursor,
    @Description("At most so many, 1 to 1000; 100 when absent") @Nullable Integer limit) {
  public HttpList {
    Objects.requireNonNull(path);
    Objects.requireNonNull(query);
    when = Map.copyOf(when);
  }

  /** One whose link leads on whatever its parameters. */
  public static HttpList of(
      String path,
      Json.Obj query,
      @Nullable String items,
      @Nullable NextPage next,
      @Nullable Cursor cursor,
      @Nullable Integer limit) {
    return new HttpList(path, query, items, next, Map.of(), cursor, limit);
  }

  public HttpList withWhen(Map<String, String> value) {
    return new HttpList(path, query, items, next, value, cursor, limit);
  }

  /** Where a reply tells its next page: a field with its address, or the value of a parameter. */
  public record NextPage(
      @Description("Field of the reply, e.g. meta.next; the list ends where it is null or empty")
          @TextForm(most = 500)
          String field,
      @Description("Parameter of the query that takes its value; its value is an address if absent")
          @TextForm(most = 200)
          @Nullable String parameter) {
    public NextPage {
      Objects.requireNonNull(field);
    }
  }
}
