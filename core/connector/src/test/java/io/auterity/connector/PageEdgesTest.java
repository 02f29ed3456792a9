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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where lists end, and what vendors and callers say that is no page. */
class PageEdgesTest {

  private static final String OPERATION =
      """
      request: GET /things
      page: pages
      items: ${body.all}
      result: {ref: "${it.id}", name: "${it.id}"}
      """;

  private static ScriptedReply things(int count, String more) {
    return ScriptedReply.of(
        200,
        IntStream.range(0, count)
            .mapToObj("{\"id\": \"%d\"}"::formatted)
            .collect(Collectors.joining(",", "{\"all\": [", "]" + more + "}")));
  }

  private static ThingVendor vendor(String paging, ScriptedReply... replies) {
    return new ThingVendor(listing(OPERATION, paging), replies);
  }

  private static Page<Thing> list(
      ThingVendor vendor, @Nullable Cursor cursor, @Nullable Integer limit) {
    return vendor.things.list(new ThingQuery(null, cursor, limit), vendor.list());
  }

  private static String query(ThingVendor vendor) {
    return vendor.last().uri().getRawQuery();
  }

  private static @Nullable String next(Page<Thing> page) {
    Cursor next = page.next();
    return next == null ? null : next.value();
  }

  @Test
  void theFirstPageMayBeNumberZero() {
    ThingVendor vendor =
        vendor("{style: page, at: p, size: n, first: 0}", things(3, ""), things(3, ""));

    Page<Thing> first = list(vendor, null, 3);
    assertThat(query(vendor)).isEqualTo("p=0&n=3");
    list(vendor, first.next(), 3);

    assertThat(query(vendor)).isEqualTo("p=1&n=3");
  }

  @Test
  void whoSaysNoLimitGetsFiftyOrWhatTheVendorGivesAtMost() {
    ThingVendor usual = vendor("{style: offset, at: o, size: n}", things(0, ""));
    ThingVendor less = vendor("{style: offset, at: o, size: n, most: 20}", things(0, ""));

    list(usual, null, null);
    list(less, null, null);

    assertThat(query(usual)).isEqualTo("o=0&n=50");
    assertThat(query(less)).isEqualTo("o=0&n=20");
  }

  @Test
  void aFullPageIsTheLastWhenTheVendorSaysSo() {
    String paging = "{style: page, at: p, size: n, more: \"${body.more}\"}";

    assertThat(next(list(vendor(paging, things(2, ", \"more\": false")), null, 2))).isNull();
    assertThat(next(list(vendor(paging, things(1, ", \"more\": true")), null, 2))).isEqualTo("2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"page", "offset"})
  void anEmptyPageIsTheLastWhateverTheVendorSays(String style) {
    String paging = "{style: %s, at: p, size: n, more: \"${body.more}\"}".formatted(style);

    assertThat(next(list(vendor(paging, things(0, ", \"more\": true")), null, 2))).isNull();
  }

  @Test
  void whetherThereIsMoreMayBeCountedFromThePage() {
    String paging =
        "{style: offset, at: o, size: n, more: \"${int(page.from) + page.items < body.total}\"}";
    ThingVendor vendor = vendor(paging, things(2, ", \"total\": 4"), things(2, ", \"total\": 4"));

    Page<Thing> first = list(vendor, null, 2);
    Page<Thing> second = list(vendor, first.next(), 2);

    assertThat(query(vendor)).isEqualTo("o=2&n=2");
    assertThat(second.next()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          , "next": "x", "more": true  | x
          , "next": "x", "more": false | none
          , "next": "", "more": true   | none
          , "next": null, "more": true | none
          , "more": true               | none
          """)
  void aTokenGoesOnWhileThereIsOneAndTheVendorSaysMore(String said, @Nullable String token) {
    String paging =
        "{style: token, at: after, next: \"${body.next}\", more: \"${or(body.more, false)}\"}";

    assertThat(next(list(vendor(paging, things(2, said)), null, 2))).isEqualTo(token);
  }

  @Test
  void aTokenMayBeAnythingAndStaysOneParameter() {
    ThingVendor vendor =
        vendor(
            "{style: token, at: after, next: \"${body.next}\"}",
            things(1, ", \"next\": \"a&b=c/ü\""),
            things(1, ""));

    list(vendor, list(vendor, null, 1).next(), 1);

    assertThat(query(vendor)).isEqualTo("after=a%26b%3Dc%2F%C3%BC");
  }

  @Test
  void aPageOfGraphqlIsAskedForByVariables() {
    String operation =
        OPERATION.replace("request: GET /things", "graphql: \"query($n: Int) { all }\"");
    ThingVendor vendor =
        new ThingVendor(
            listing(
                operation,
                "{style: token, in: variables, at: after, size: first, next: \"${body.next}\"}"),
            things(1, ", \"next\": \"t\""),
            things(1, ""));

    list(vendor, list(vendor, null, 1).next(), 1);

    assertThat(vendor.lastBody()).contains("\"variables\":{\"after\":\"t\",\"first\":1}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "none",
      textBlock =
          """
          </things?c=2>; rel="next"                                  | c=2
          <https://v/t?c=2>; rel=next                                | c=2
          <https://v/t?c=2>; title="x"; rel="next"                   | c=2
          <https://v/t?c=1>; rel="first", <https://v/t?c=2>; rel="next" | c=2
          <https://v/t?c=1>; rel="prev"                              | none
          <https://v/t>; rel="next"                                  | none
          <https://v/t?c=ü ü>; rel="next"                            | c=%C3%BC%20%C3%BC
          <https://v/t?c=a{b}^&d[]=1>; rel="next"                 | c=a%7Bb%7D%5E&d[]=1
          <https://v/t?c=%2f#x>; rel="next"                          | c=%2f
          next                                                       | none
          """)
  void aLinkIsFollowedByItsQuery(String link, @Nullable String query) {
    ThingVendor vendor =
        vendor("{style: link, size: n}", things(1, "").withHeader("link", link), things(1, ""));

    assertThat(next(list(vendor, null, 1))).isEqualTo(query);
  }

  private static ScriptedReply sentry(int count, int page, boolean results) {
    return things(count, "")
        .withHeader(
            "link",
            "</things?c=%d>; rel=\"previous\"; results=\"true\", </things?c=%d>; rel=\"next\"; results=\"%b\""
                .formatted(page - 1, page, results));
  }

  @Test
  void aListEndsWhereTheLinkSaysThatThereIsNoMore() {
    ThingVendor vendor =
        vendor(
            "{style: link, size: n, when: {results: \"true\"}}",
            sentry(2, 1, true),
            sentry(1, 2, false));

    Page<Thing> first = list(vendor, null, 2);
    Page<Thing> last = list(vendor, first.next(), 2);

    assertThat(next(first)).isEqualTo("c=1");
    assertThat(last.items()).hasSize(1);
    assertThat(last.next()).isNull();
    assertThat(last.truncated()).isFalse();
  }

  private static ThingVendor marked(String paging, List<String> marks, String... last) {
    List<ScriptedReply> replies = new ArrayList<>();
    for (String mark : marks) {
      replies.add(
          things(0, ", \"next\": \"%s\"".formatted(mark))
              .withHeader("link", "</things?%s>; rel=next".formatted(mark)));
    }
    for (String more : last) {
      replies.add(things(1, more));
    }
    String operation =
        OPERATION.replace("GET /things", "GET /things\nquery: {own: \"${or(input.cursor, '')}\"}");
    return new ThingVendor(listing(operation, paging), replies.toArray(ScriptedReply[]::new));
  }

  // Reads on until so many pages are read.
  private static Page<Thing> read(ThingVendor vendor, int pages) {
    Page<Thing> page = list(vendor, null, 2);
    for (int i = 1; i < pages; i++) {
      page = list(vendor, page.next(), 2);
    }
    return page;
  }

  private static List<String> marks(String form, int first, int step, int count) {
    return IntStream.range(0, count).mapToObj(i -> form.formatted(first + i * step)).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {style: link, size: n}                                      | c=x%dy     | 1  | 1000
          {style: link, size: n, empty: 3}                            | c=x%dy     | 1  | 3
          {style: link, size: n}                                      | n=2&page=%d | 1 | 10
          {style: link, size: n}                                      | from=%d&n=2 | 2 | 10
          {style: link, size: n}                                      | since=%d   | 77 | 1000
          {style: link, size: n, empty: 12}                           | page=%d    | 1  | 12
          {style: token, at: c, next: "${body.next}"}                 | #%dx       | 1  | 1000
          {style: token, at: c, next: "${body.next}"}                 | %d         | 1  | 10
          {style: token, in: request, next: "${body.next}", empty: 2} | #%d        | 1  | 2
          """)
  void emptyPagesInARowThatLeadOnEndInAFailure(String paging, String form, int step, int most) {
    ThingVendor vendor = marked(paging, marks(form, 8, step, most));

    Cursor last = read(vendor, most - 1).next();

    assertThat(Failures.expect(FailureCode.UNAVAILABLE, () -> list(vendor, last, 2)).message())
        .contains("is page %d in a row without an item".formatted(most));
    assertThat(Objects.requireNonNull(last).value()).hasSizeLessThan(150);
    assertThat(vendor.sent()).hasSize(most);
  }

  @Test
  void aPageWithAnItemEndsTheRow() {
    String paging = "{style: token, at: c, next: \"${body.next}\", empty: 3}";
    List<String> two = marks("#%d", 1, 1, 2);

    assertThat(next(read(marked(paging, two, ", \"next\": \"z\""), 3))).isEqualTo("z");
    assertThat(next(read(marked(paging, two, ", \"next\": \"#3\""), 3))).isEqualTo("#0##3");
  }

  // Slack drops archived channels of a page that it has cut before.
  @Test
  void manyEmptyPagesThatLeadElsewhereLeadToTheItems() {
    ThingVendor vendor =
        marked(
            "{style: token, at: c, next: \"${or(body.next, '') == '' ? absent : body.next}\"}",
            marks("team:C%d=", 1, 3, 40),
            "");

    Page<Thing> last = read(vendor, 41);

    assertThat(last.items()).hasSize(1);
    assertThat(last.next()).isNull();
    assertThat(query(vendor)).contains("c=team%3AC118%3D");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 16})
  void anEmptyPageThatLeadsToOneBeforeFailsAtOnce(int round) {
    List<String> marks = new ArrayList<>(marks("#%dx", 1, 1, round));
    marks.add(marks.getFirst());
    ThingVendor vendor = marked("{style: token, at: c, next: \"${body.next}\"}", marks);
    Cursor last = read(vendor, round).next();

    assertThat(Failures.expect(FailureCode.UNAVAILABLE, () -> list(vendor, last, 2)).message())
        .contains("names a page that was empty before as the next");
  }

  @Test
  void theMarkOfAPageBeforeMayComeAgainBehindAnItem() {
    String paging = "{style: token, at: c, next: \"${body.next}\"}";
    ThingVendor vendor =
        marked(paging, List.of("a", "b"), ", \"next\": \"a\"", ", \"next\": \"b\"");

    assertThat(next(read(vendor, 4))).isEqualTo("b");
  }

  @Test
  void aCursorOfNothingButACountLeadsOn() {
    String paging = "{style: token, at: c, next: \"${body.next}\", empty: 4}";
    ThingVendor vendor = marked(paging, List.of("b"));
    Cursor three = new Cursor("#3#a");

    assertThat(Failures.expect(FailureCode.UNAVAILABLE, () -> list(vendor, three, 2)).message())
        .contains("is page 4 in a row");
    assertThat(query(vendor)).contains("c=a");
  }

  @Test
  void aListThatComesWholeEndsWhereItEnds() {
    ThingVendor vendor = vendor("{style: whole}", things(4, ""), things(4, ""), things(4, ""));

    assertThat(next(list(vendor, null, 4))).isNull();
    assertThat(list(vendor, new Cursor("3"), 4).items())
        .extracting(Thing::name)
        .containsExactly("3");
    Page<Thing> behind = list(vendor, new Cursor("9"), 4);
    assertThat(behind.items()).isEmpty();
    assertThat(behind.next()).isNull();
  }

  @Test
  void aListThatComesWholeMayBeLongerThanAnyPage() {
    ThingVendor vendor = vendor("{style: whole}", things(1_500, ""), things(100_001, ""));

    assertThat(list(vendor, new Cursor("1499"), 4).items())
        .extracting(Thing::name)
        .containsExactly("1499");
    assertThat(Failures.expect(FailureCode.TOO_LARGE, () -> list(vendor, null, 4)).message())
        .contains("100001 items, at most 100000")
        .doesNotContain("smaller page");
  }

  @ParameterizedTest
  @ValueSource(strings = {"page", "offset"})
  void aCursorThatIsNoNumberIsRefusedWithoutARequest(String style) {
    for (String cursor : new String[] {"x", "-1", "1.5", "12345678901234567890"}) {
      ThingVendor vendor = vendor("{style: %s, at: p, size: n}".formatted(style));

      Failures.expect(FailureCode.INVALID, () -> list(vendor, new Cursor(cursor), 5));
      assertThat(vendor.sent()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {style: page, size: n}                | needs 'at'
          {style: page, at: p}                  | needs 'size'
          {style: offset, size: n}              | needs 'at'
          {style: offset, at: o}                | needs 'size'
          {style: token, next: "${body.next}"}  | needs 'at'
          {style: token, at: after}             | needs 'next'
          {style: token, at: after, next: "${body.next}", when: {a: b}} | has 'when', and reads no header Link
          {style: link, next: "${body.next}", when: {a: b}}             | has 'when', and reads no header Link
          {style: whole, empty: 3}                                      | ends at its first empty page
          """)
  void aDialectThatLacksAPartIsRefused(String paging, String rule) {
    assertThatExceptionOfType(BadConnectorException.class)
        .isThrownBy(() -> vendor(paging))
        .satisfies(
            refused ->
                assertThat(refused.problems())
                    .anySatisfy(
                        problem -> {
                          assertThat(problem.path()).isEqualTo("paging.pages");
                          assertThat(problem.rule()).isEqualTo(rule);
                          assertThat(Objects.requireNonNull(problem.fix())).isNotEmpty();
                        }));
  }
}
