package io.auterity.connector;

import static io.auterity.connector.ExampleFile.listing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.connector.ExampleFile.Thing;
import io.auterity.connector.ExampleFile.ThingQuery;
import io.auterity.connector.file.BadConnectorException;
import io.auterity.spi.Cursor;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Page;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.transport.ScriptedReply;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Lists in the dialects of vendors. */
class PagesTest {

  private static final String OPERATION =
      """
      request: GET /things
      query: {q: "${input.name}"}
      page: pages
      items: ${body.all}
      result: {ref: "${it.id}", name: "${it.id}"}
      """;

  private static String things(int count, String more) {
    return IntStream.range(0, count)
        .mapToObj("{\"id\": \"%d\"}"::formatted)
        .collect(Collectors.joining(",", "{\"all\": [", "]" + more + "}"));
  }

  private static ScriptedReply full(int count) {
    return ScriptedReply.of(200, things(count, ""));
  }

  private static Page<Thing> list(
      ThingVendor vendor, @Nullable Cursor cursor, @Nullable Integer limit) {
    return vendor.things.list(new ThingQuery("a", cursor, limit), vendor.list());
  }

  private static String query(ThingVendor vendor) {
    return vendor.last().uri().getRawQuery();
  }

  @Test
  void pagesByNumber() {
    ThingVendor vendor =
        new ThingVendor(
            listing(OPERATION, "{style: page, at: p, size: n, most: 4}"),
            full(4),
            full(4),
            full(2),
            full(1));

    Page<Thing> first = list(vendor, null, 10);
    assertThat(query(vendor)).isEqualTo("q=a&p=1&n=4");
    Page<Thing> second = list(vendor, first.next(), 4);
    assertThat(query(vendor)).isEqualTo("q=a&p=2&n=4");
    list(vendor, second.next(), 3);

    assertThat(query(vendor)).isEqualTo("q=a&p=9&n=1");
    assertThat(first.items()).hasSize(4);
    assertThat(list(vendor, null, 4).next()).isNull();
  }

  @Test
  void pagesByAnAddressInTheReply() {
    ThingVendor vendor =
        new ThingVendor(
            listing(OPERATION, "{style: link, size: n, most: 4, next: \"${body.next}\"}"),
            ScriptedReply.of(
                200, things(2, ", \"next\": \"https://elsewhere.example/other?q=b&ctx=%2Fx&p=2\"")),
            ScriptedReply.of(200, things(1, ", \"next\": null")));

    Page<Thing> first = list(vendor, null, 2);
    Page<Thing> last = list(vendor, first.next(), 2);

    assertThat(vendor.last().uri().getPath()).isEqualTo("/api/things");
    assertThat(query(vendor)).isEqualTo("q=a&ctx=%2Fx&p=2");
    assertThat(last.next()).isNull();
  }

  @Test
  void pagesByOffset() {
    ThingVendor vendor =
        new ThingVendor(
            listing(OPERATION, "{style: offset, at: from, size: n, more: \"${body.more}\"}"),
            ScriptedReply.of(200, things(3, ", \"more\": true")),
            ScriptedReply.of(200, things(3, ", \"more\": false")));

    Page<Thing> first = list(vendor, null, 5);
    Page<Thing> second = list(vendor, first.next(), 5);

    assertThat(query(vendor)).isEqualTo("q=a&from=3&n=5");
    assertThat(second.next()).isNull();
  }

  @Test
  void pagesByLinkKeepTheQueryAlone() {
    ThingVendor vendor =
        new ThingVendor(
            listing(OPERATION, "{style: link, size: n}"),
            full(2)
                .withHeader(
                    "link",
                    "<https://evil.example/x?q=a&c=1>; rel=\"prev\","
                        + " <https://evil.example/x?q=a&c=2>; rel=\"next\""),
            full(1));

    Page<Thing> first = list(vendor, null, 2);
    Page<Thing> second = list(vendor, first.next(), 2);

    assertThat(vendor.sent())
        .containsExactly(
            "GET https://vendor.example/api/things?q=a&n=2",
            "GET https://vendor.example/api/things?q=a&c=2");
    assertThat(second.next()).isNull();
  }

  @Test
  void aLinkAddsOnlyWhatTheOperationDoesNotSay() {
    String file = listing(OPERATION, "{style: link, size: n, most: 50}");
    ThingVendor vendor = new ThingVendor(file, full(1), full(1));

    list(vendor, new Cursor("org=o%26x&q=other&a=1&a=2"), 2);
    assertThat(query(vendor)).isEqualTo("q=a&org=o%26x&a=1&a=2");
    list(vendor, new Cursor("c=1&n=50&"), 2);
    assertThat(query(vendor)).isEqualTo("q=a&c=1&n=50");

    for (String cursor : List.of("a b", "a=%zz", "q=other", "&", "c=1#x", "c=1&n=51", "n=x")) {
      Failures.expect(FailureCode.INVALID, () -> list(vendor, new Cursor(cursor), 2));
    }
  }

  @Test
  void aMarkThatComesAgainEndsTheList() {
    ThingVendor links =
        new ThingVendor(
            listing(OPERATION, "{style: link, size: n}"),
            full(1).withHeader("link", "</things?c=1>; rel=\"next\""));
    ThingVendor tokens =
        new ThingVendor(
            listing(OPERATION, "{style: token, at: after, next: \"${body.next}\"}"),
            ScriptedReply.of(200, things(2, ", \"next\": \"x\"")));

    Failures.expect(FailureCode.UNAVAILABLE, () -> list(links, new Cursor("c=1"), 2));
    Failures.expect(FailureCode.UNAVAILABLE, () -> list(tokens, new Cursor("x"), 2));
  }

  @Test
  void parametersOfAPageNeedABodyToStandIn() {
    String paging = "{style: token, in: body, at: after, next: \"${body.next}\"}";
    String post = "POST /search\neffect: none";

    for (String request : List.of("GET /things", post, post + "\ntext: a", post + "\nbody: [1]")) {
      String file = listing(OPERATION.replace("GET /things", request), paging);
      assertThatExceptionOfType(BadConnectorException.class)
          .isThrownBy(() -> new ThingVendor(file))
          .withMessageContaining("has no body in which paging.pages could be");
    }
  }

  @Test
  void pagesByTokenInTheBody() {
    ThingVendor vendor =
        new ThingVendor(
            listing(
                OPERATION.replace("GET /things", "POST /search\neffect: none\nbody: {}"),
                "{style: token, in: body, at: after, size: n, next: \"${body.next}\"}"),
            ScriptedReply.of(200, things(2, ", \"next\": \"x\"")),
            ScriptedReply.of(200, things(2, ", \"next\": null")));

    Page<Thing> first = list(vendor, null, 2);
    assertThat(vendor.lastBody()).isEqualTo("{\"n\":2}");
    Page<Thing> second = list(vendor, first.next(), 2);

    assertThat(vendor.lastBody()).isEqualTo("{\"after\":\"x\",\"n\":2}");
    assertThat(second.next()).isNull();
  }

  private static final String LOOKED_UP =
      """
      steps:
        - {id: found, request: GET /things, query: {after: "${input.cursor}"}}
        - {id: each, each: "${found.all}", as: one, most: 50, request: "GET /things/{one.id}"}
      page: pages
      items: ${each}
      result: {ref: "${it.id}", name: "${it.name}"}
      """;

  @Test
  void eachItemOfAPageIsLookedUpWhereTheRequestNamesThePage() {
    String paging = "{style: token, in: request, most: 50, next: \"${body.next}\"}";
    ThingVendor vendor =
        new ThingVendor(
            listing(LOOKED_UP, paging),
            ScriptedReply.of(200, things(2, ", \"next\": \"x\"")),
            ScriptedReply.of(200, "{\"id\": \"0\", \"name\": \"a\"}"),
            ScriptedReply.of(200, "{\"id\": \"1\", \"name\": \"b\", \"next\": \"y\"}"),
            ScriptedReply.of(200, things(0, "")));

    Page<Thing> first = list(vendor, null, 2);
    Page<Thing> second = list(vendor, first.next(), 2);

    assertThat(first.items()).extracting(Thing::name).containsExactly("a", "b");
    assertThat(query(vendor)).isEqualTo("after=x");
    assertThat(second.items()).isEmpty();
    assertThat(second.next()).isNull();
    assertThatExceptionOfType(BadConnectorException.class)
        .isThrownBy(
            () -> new ThingVendor(listing(LOOKED_UP, "{style: token, at: a, next: \"${body.n}\"}")))
        .withMessageContaining("say in: request there");
  }

  @Test
  void aListThatComesWholeIsCutHere() {
    ThingVendor vendor =
        new ThingVendor(listing(OPERATION, "{style: whole}"), full(5), full(5), full(5));

    Page<Thing> first = list(vendor, null, 2);
    Page<Thing> second = list(vendor, first.next(), 2);
    Page<Thing> third = list(vendor, second.next(), 2);

    assertThat(second.items()).extracting(Thing::name).containsExactly("2", "3");
    assertThat(third.items()).extracting(Thing::name).containsExactly("4");
    assertThat(third.next()).isNull();
  }

  @Test
  void itemsAreDroppedByWhereAndThePagesStayWhatTheyAre() {
    ThingVendor vendor =
        new ThingVendor(
            listing(
                OPERATION + "where: ${it.id != '1'}\n", "{style: page, at: p, size: n, most: 4}"),
            full(4));

    Page<Thing> page = list(vendor, null, 4);

    assertThat(page.items()).extracting(Thing::name).containsExactly("0", "2", "3");
    assertThat(Objects.requireNonNull(page.next()).value()).isEqualTo("4");
  }

  private static Page<Thing> told(String operation, String total, ScriptedReply reply) {
    String paging =
        """
        {style: page, at: p, size: n, total: "%s",
          truncated: "${page.from + page.items < or(body.count, 0) && !body.more}"}\
        """
            .formatted(total);
    return list(new ThingVendor(listing(operation, paging), reply), null, 5);
  }

  @Test
  void aListTellsItsLengthAndWhetherItEndsBeforeItsEnd() {
    String count = "${body.count}";

    Page<Thing> whole = told(OPERATION, count, reply(", \"count\": 7, \"more\": true"));
    Page<Thing> cut = told(OPERATION, count, reply(", \"count\": 7, \"more\": false"));
    Page<Thing> silent = told(OPERATION, count, reply(""));
    Page<Thing> none = told(OPERATION, count, reply(", \"count\": null"));
    Page<Thing> header =
        told(OPERATION, "${int(headers['x-total'])}", reply("").withHeader("x-total", "12"));

    assertThat(List.of(whole, cut)).extracting(Page::total).containsExactly(7L, 7L);
    assertThat(List.of(whole, cut)).extracting(Page::truncated).containsExactly(false, true);
    assertThat(List.of(silent, none)).extracting(Page::total).containsOnlyNulls();
    assertThat(List.of(silent, none)).extracting(Page::truncated).containsOnly(false);
    assertThat(header.total()).isEqualTo(12);
  }

  @Test
  void noListEndsInSilenceWhenThereIsMore() {
    List<String> ends =
        List.of(
            "{style: page, at: p, size: n, total: '${body.count}'}",
            "{style: page, at: p, size: n, more: '${body.more}'}",
            "{style: offset, at: p, size: n, more: '${body.more}'}",
            "{style: token, at: p, size: n, next: '${body.after}', more: '${body.more}'}",
            "{style: token, at: p, size: n, next: '${body.more ? body.after : absent}'}",
            "{style: link, size: n, next: '${body.address}'}",
            "{style: link, size: n, more: '${body.more}'}");
    String more =
        "{\"all\": [], \"count\": 7, \"more\": true, \"after\": null,"
            + " \"address\": \"https://api.vendor.test/things/2\"}";
    for (String paging : ends) {
      ThingVendor vendor = new ThingVendor(listing(OPERATION, paging), ScriptedReply.of(200, more));

      Page<Thing> page = list(vendor, null, 5);

      assertThat(page.next()).as(paging).isNull();
      assertThat(page.truncated()).as(paging).isTrue();
    }
  }

  @Test
  void nobodyIsToldTheLengthOfAListWhoseItemsAreDropped() {
    String dropping = OPERATION + "where: ${it.id != '1'}\n";

    Page<Thing> page = told(dropping, "${body.count}", reply(", \"count\": 7, \"more\": false"));

    assertThat(page.total()).isNull();
    assertThat(page.truncated()).isTrue();
  }

  @Test
  void aLengthThatIsNoNumberOfItemsIsAFailureOfTheReply() {
    for (String wrong : List.of("-1", "7.5", "\"7\"")) {
      Failures.expect(
          FailureCode.UNAVAILABLE,
          () -> told(OPERATION, "${body.count}", reply(", \"count\": " + wrong)));
    }
    Failures.expect(
        FailureCode.UNAVAILABLE,
        () -> told(OPERATION, "${int(headers['x-total'])}", reply("").withHeader("x-total", "?")));
  }

  private static ScriptedReply reply(String more) {
    return ScriptedReply.of(200, things(2, more));
  }

  @Test
  void limitsCursorsAndRepliesOutOfRangeAreRefused() {
    String file = listing(OPERATION, "{style: page, at: p, size: n}");

    for (int limit : new int[] {0, 201}) {
      ThingVendor vendor = new ThingVendor(file);
      Failures.expect(FailureCode.INVALID, () -> list(vendor, null, limit));
    }
    ThingVendor vendor = new ThingVendor(file, full(1_001), ScriptedReply.of(200, "{\"all\": {}}"));
    Failures.expect(FailureCode.INVALID, () -> list(vendor, new Cursor("x"), 5));
    Failures.expect(FailureCode.TOO_LARGE, () -> list(vendor, null, 5));
    Failures.expect(FailureCode.UNAVAILABLE, () -> list(vendor, null, 5));
  }
}
