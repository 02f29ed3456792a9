package io.auterity.plugins.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Cursor;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.PluginManifest.ConfigEdits;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.http.HttpList;
import io.auterity.spi.http.HttpList.NextPage;
import io.auterity.spi.manifest.ConfigForm;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.manifest.ManifestFileReader;
import io.auterity.testkit.transport.ScriptedReply;
import io.auterity.testkit.transport.ScriptedTransport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PagedListTest {

  private static final NextPage BY_ADDRESS = new NextPage("meta.next", null);
  private static final NextPage BY_CURSOR = new NextPage("meta.next", "after");

  private static Page<Json> list(ScriptedTransport transport, HttpList query) {
    Json.Obj config =
        Json.object(
            Map.of(
                "url", Json.of("https://shop.example/v1"),
                "paths", Json.array(List.of(Json.of("/orders/**")))));
    ProviderContext provider =
        new FakeProvider("shop", ManifestFileReader.of(HttpPlugin.class))
            .withConfig(ConfigForm.of(HttpConfig.class, ConfigEdits.NONE).filled(config))
            .withTransport(transport);
    return new HttpConnector("http")
        .open(provider)
        .list(query, FakeCall.of("http.page.list", provider));
  }

  private static ScriptedTransport replies(String... bodies) {
    return new ScriptedTransport(
        List.of(bodies).stream().map(body -> ScriptedReply.of(200, body)).toList());
  }

  private static HttpList query(NextPage next, @Nullable Cursor cursor, int limit) {
    Json.Obj query = Json.object(Map.of("size", Json.of(2)));
    return HttpList.of("/orders", query, "data", next, cursor, limit);
  }

  private static List<String> asked(ScriptedTransport transport) {
    return transport.requests().stream()
        .map(each -> each.uri().getRawPath() + "?" + each.uri().getRawQuery())
        .toList();
  }

  @Test
  void aFieldTellsTheAddressOfTheNextPage() {
    ScriptedTransport transport =
        replies(
            "{\"data\":[1,2],\"meta\":{\"next\":\"https://shop.example/v1/orders?p=2\"}}",
            "{\"data\":[3],\"meta\":{\"next\":null}}");

    Page<Json> page = list(transport, query(BY_ADDRESS, null, 10));

    assertThat(page.items()).hasToString("[1, 2, 3]");
    assertThat(page.next()).isNull();
    assertThat(asked(transport)).containsExactly("/v1/orders?size=2", "/v1/orders?p=2");
  }

  @Test
  void aFieldTellsTheValueOfAParameterThatIsReplacedEachTime() {
    ScriptedTransport transport =
        replies(
            "{\"data\":[1],\"meta\":{\"next\":\"a&b\"}}",
            "{\"data\":[2],\"meta\":{\"next\":7}}",
            "{\"data\":[3],\"meta\":{}}");

    assertThat(list(transport, query(BY_CURSOR, null, 10)).items()).hasSize(3);
    assertThat(asked(transport))
        .containsExactly(
            "/v1/orders?size=2", "/v1/orders?size=2&after=a%26b", "/v1/orders?size=2&after=7");
  }

  @Test
  void aListGoesOnInTheMiddleOfAPage() {
    String whole = "{\"data\":[1,2,3],\"meta\":{}}";

    Page<Json> first = list(replies(whole), query(BY_CURSOR, null, 2));
    Page<Json> second =
        list(replies(whole), query(BY_CURSOR, Objects.requireNonNull(first.next()), 2));

    assertThat(first.items()).hasToString("[1, 2]");
    assertThat(second.items()).hasToString("[3]");
    assertThat(second.next()).isNull();
  }

  private static ScriptedReply linked(String items, int page, String results) {
    return ScriptedReply.of(200, items)
        .withHeader(
            "link",
            "</v1/orders?p=0>; rel=\"previous\"; results=\"true\", </v1/orders?p=%d>; rel=\"next\"; results=\"%s\""
                .formatted(page, results));
  }

  private static HttpList byLink(Map<String, String> when, @Nullable Cursor cursor) {
    return HttpList.of("/orders", Json.EMPTY, null, null, cursor, 10).withWhen(when);
  }

  // Sentry names a next page behind the last one too.
  @Test
  void aListEndsWhereItsLinkSaysThatThereIsNoMore() {
    ScriptedTransport transport =
        new ScriptedTransport(List.of(linked("[1]", 1, "true"), linked("[2]", 2, "false")));

    Page<Json> page = list(transport, byLink(Map.of("results", "true"), null));

    assertThat(page.items()).hasToString("[1, 2]");
    assertThat(page.next()).isNull();
  }

  @Test
  void tenEmptyPagesByNumberInARowEndInAFailureAlsoOverSeveralCalls() {
    List<ScriptedReply> replies = new ArrayList<>();
    for (int page = 1; page <= 40; page++) {
      replies.add(linked(page % 10 == 0 && page < 25 ? "[1]" : "[]", page, "true"));
    }
    ScriptedTransport transport = new ScriptedTransport(replies);

    Page<Json> first = list(transport, byLink(Map.of(), null));
    Cursor next = Objects.requireNonNull(first.next());

    assertThat(first.items()).hasSize(2);
    assertThat(
            Failures.expect(FailureCode.UNAVAILABLE, () -> list(transport, byLink(Map.of(), next)))
                .message())
        .contains("10 pages in a row have no item");
    assertThat(transport.requests()).hasSize(30);
  }

  private static ScriptedReply marked(String items, String query) {
    return ScriptedReply.of(200, items)
        .withHeader("link", "</v1/orders?%s>; rel=next".formatted(query));
  }

  // As where a service filters a page that it has cut.
  @Test
  void manyEmptyPagesThatLeadElsewhereLeadToTheItems() {
    List<ScriptedReply> replies = new ArrayList<>();
    for (int page = 1; page <= 30; page++) {
      replies.add(marked("[]", "after=x%dy".formatted(page)));
    }
    replies.add(ScriptedReply.of(200, "[1]"));
    ScriptedTransport transport = new ScriptedTransport(replies);

    Page<Json> first = list(transport, byLink(Map.of(), null));
    Page<Json> second = list(transport, byLink(Map.of(), Objects.requireNonNull(first.next())));

    assertThat(first.items()).isEmpty();
    assertThat(second.items()).hasToString("[1]");
  }

  @Test
  void emptyPagesThatLeadElsewhereEndAtAThousand() {
    Cursor before = new Cursor("0+998 /v1/orders?after=a");
    ScriptedTransport transport =
        new ScriptedTransport(List.of(marked("[]", "after=b"), marked("[]", "after=c")));

    assertThat(
            Failures.expect(
                    FailureCode.UNAVAILABLE, () -> list(transport, byLink(Map.of(), before)))
                .message())
        .contains("1000 pages in a row have no item");
    assertThat(transport.requests()).hasSize(2);
  }

  // n8n #23592: a page that was an error ended the list as if it were whole.
  @Test
  void aPageThatFailsFailsTheList() {
    ScriptedTransport transport =
        new ScriptedTransport(
            List.of(
                ScriptedReply.of(200, "{\"data\":[1],\"meta\":{\"next\":\"2\"}}"),
                ScriptedReply.of(500, "{\"data\":[]}")));

    Failures.expect(FailureCode.UNAVAILABLE, () -> list(transport, query(BY_CURSOR, null, 10)));
  }

  // n8n #12553 and pull request 8454: pagination ran for ever.
  @Test
  void aPageThatLeadsToItselfEndsTheListWithAFailure() {
    String same = "{\"data\":[],\"meta\":{\"next\":\"2\"}}";

    assertThat(
            Failures.expect(
                    FailureCode.UNAVAILABLE,
                    () -> list(replies(same, same, same), query(BY_CURSOR, null, 10)))
                .message())
        .contains("already read");
  }

  @Test
  void twentyPagesEndTheCallAndNotTheList() {
    String[] pages =
        IntStream.range(0, 20)
            .mapToObj("{\"data\":[1],\"meta\":{\"next\":\"%d\"}}"::formatted)
            .toArray(String[]::new);

    Page<Json> page = list(replies(pages), query(BY_CURSOR, null, 100));

    assertThat(page.items()).hasSize(20);
    assertThat(Objects.requireNonNull(page.next()).value()).endsWith("after=19");
  }

  @Test
  void theNextPageIsOneThatACallerMayAskFor() {
    Failures.expect(
        FailureCode.UNAVAILABLE,
        () ->
            list(
                replies("{\"data\":[1],\"meta\":{\"next\":\"https://evil.example/v1/orders\"}}"),
                query(BY_ADDRESS, null, 10)));
    Failures.expect(
        FailureCode.FORBIDDEN,
        () ->
            list(
                replies("{\"data\":[1],\"meta\":{\"next\":\"/v1/admin\"}}"),
                query(BY_ADDRESS, null, 10)));
  }

  @Test
  void aCursorOfAnotherListIsRefused() {
    for (String cursor : List.of("", "x", "1", "x /v1/orders")) {
      assertThat(Failures.field(() -> list(replies(), query(BY_CURSOR, new Cursor(cursor), 10))))
          .as(cursor)
          .isEqualTo("cursor");
    }
  }

  @Test
  void aReplyWithoutTheListSaysWhatIsMissing() {
    assertThat(
            Failures.expect(
                    FailureCode.UNAVAILABLE,
                    () -> list(replies("{\"orders\":[]}"), query(BY_CURSOR, null, 10)))
                .message())
        .contains("no list is at data");
  }
}
