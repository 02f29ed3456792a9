package io.auterity.connector;

import static io.auterity.connector.ExampleFile.listing;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.connector.ExampleFile.Thing;
import io.auterity.connector.ExampleFile.ThingQuery;
import io.auterity.connector.ExampleFile.Things;
import io.auterity.spi.Call;
import io.auterity.spi.Connector;
import io.auterity.spi.Cursor;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.Failures;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A list of ten thousand pages: each item comes once, and no page is kept. */
class LongListsTest {

  private static final int PAGES = 10_000;
  private static final int EACH = 2;
  private static final Pattern AT = Pattern.compile("(?:^|&)at=([0-9]+)");
  private static final String OPERATION =
      """
      request: GET /things
      query: {q: "${input.name}"}
      page: pages
      items: ${body.all}
      result: {ref: "${it.id}", name: "${it.id}"}
      """;

  /** Answers the page that a request asks for, and keeps nothing of it. */
  private record Vendor(IntFunction<WireResponse> pages) implements Transport {
    @Override
    public WireResponse send(WireRequest request, Call call) {
      Matcher at = AT.matcher(request.uri().getRawQuery());
      return pages.apply(at.find() ? Integer.parseInt(at.group(1)) : 0);
    }

    @Override
    public WireStream open(WireRequest request, Call call) {
      throw new UnsupportedOperationException("nothing is streamed here");
    }
  }

  /** The list of a file before such a vendor. */
  private static final class Listing {
    private final FakeProvider provider;
    private final Things things;

    @SuppressWarnings("unchecked") // Of that kind there is one interface.
    Listing(String paging, IntFunction<WireResponse> pages) {
      DataPlugin plugin = ThingVendor.plugin(listing(OPERATION, paging));
      provider =
          new FakeProvider("mine", plugin.manifest())
              .withConfig(Json.EMPTY.with("url", Json.of("https://vendor.example")))
              .withTransport(new Vendor(pages));
      things = ((Connector<Things>) plugin.connectors().getFirst()).open(provider);
    }

    Page<Thing> page(@Nullable Cursor cursor) {
      return things.list(
          new ThingQuery("a", cursor, EACH), FakeCall.of("thing.thing.list", provider));
    }
  }

  private static WireResponse reply(int page, String more, Map<String, List<String>> headers) {
    String body =
        "{\"all\": [{\"id\": \"%d\"}, {\"id\": \"%d\"}]%s}"
            .formatted(page * EACH, page * EACH + 1, more);
    return new WireResponse(200, headers, body.getBytes(StandardCharsets.UTF_8));
  }

  /** What a vendor of that style says with a page of that number. */
  private static WireResponse reply(String style, int at) {
    int page = style.equals("offset") ? at / EACH : at;
    boolean last = page == PAGES - 1;
    return switch (style) {
      case "link" ->
          reply(
              page,
              "",
              last
                  ? Map.of()
                  : Map.of("link", List.of("</things?at=%d>; rel=\"next\"".formatted(page + 1))));
      case "token" ->
          reply(
              page, ", \"next\": %s".formatted(last ? "null" : "\"" + (page + 1) + "\""), Map.of());
      default -> reply(page, ", \"more\": " + !last, Map.of());
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          page   | {style: page, at: at, first: 0, size: n, more: "${body.more}"}
          offset | {style: offset, at: at, size: n, more: "${body.more}"}
          link   | {style: link, size: n}
          token  | {style: token, at: at, size: n, next: "${body.next}"}
          """)
  void eachItemComesOnceAndNoPageIsKept(String style, String paging) {
    Listing list = new Listing(paging, at -> reply(style, at));
    BitSet seen = new BitSet();
    List<WeakReference<Page<Thing>>> some = new ArrayList<>();
    int pages = 0;
    Cursor cursor = null;
    do {
      Page<Thing> page = list.page(cursor);
      for (Thing each : page.items()) {
        int id = Integer.parseInt(each.name());
        assertThat(seen.get(id)).as("%d came again", id).isFalse();
        seen.set(id);
      }
      if (pages++ % 1_000 == 0) {
        some.add(new WeakReference<>(page));
      }
      cursor = page.next();
    } while (cursor != null);

    assertThat(pages).isEqualTo(PAGES);
    assertThat(seen.cardinality()).isEqualTo(PAGES * EACH);
    System.gc();
    assertThat(some).filteredOn(page -> page.get() != null).hasSizeLessThanOrEqualTo(1);
  }

  /** The cursor is the caller's, so what never moves on is seen at the second page. */
  @Test
  void aVendorThatGivesTheSameCursorForEverIsRefused() {
    Listing tokens =
        new Listing(
            "{style: token, at: at, size: n, next: \"${body.next}\"}",
            at -> reply(at, ", \"next\": \"7\"", Map.of()));
    Listing links =
        new Listing(
            "{style: link, size: n}",
            at -> reply(at, "", Map.of("link", List.of("</things?at=7>; rel=\"next\""))));

    for (Listing list : List.of(tokens, links)) {
      Cursor next = list.page(null).next();
      Failures.expect(FailureCode.UNAVAILABLE, () -> list.page(next));
    }
  }
}
