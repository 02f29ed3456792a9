package io.auterity.plugins.http;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Cursor;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.http.HttpList;
import io.auterity.spi.http.HttpList.NextPage;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.http.VendorReply;
import io.auterity.toolkit.paging.PageLimit;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Pagination of a service's JSON list: reads pages of the service until there are as many items as
 * the caller wants. A cursor says how many items of which page are already given.
 */
final class PagedList {

  private static final PageLimit LIMIT = new PageLimit(100, 1_000);

  /** Pages of the service that one call reads, lest empty ones keep it for ever. */
  private static final int MOST_PAGES = 20;

  /** Pages in a row without an item that lead on, over the calls that read the list. */
  private static final int MOST_EMPTY = 1_000;

  /** As many where the next one is only the next number: such a list never leads back. */
  private static final int MOST_EMPTY_COUNTED = 10;

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  private static final Pattern LINK = Pattern.compile("<([^>]*)>([^<]*)");
  private static final Pattern PARAMETER =
      Pattern.compile(";\\s*([A-Za-z0-9*_-]+)\\s*=\\s*(?:\"([^\"]*)\"|([^\\s;,\"]*))");

  private final ServiceExchange exchange;
  private final HttpList query;
  private final Call call;
  private final int limit;
  private final List<Json> items = new ArrayList<>();
  private final Set<URI> read = new HashSet<>();

  PagedList(ServiceExchange exchange, HttpList query, Call call) {
    this.exchange = exchange;
    this.query = query;
    this.call = call;
    this.limit = LIMIT.of(query.limit());
  }

  /**
   * A page of the service.
   *
   * @param given how many of its items were given before
   * @param empty how many pages in a row before it had none
   */
  private record Place(int given, int empty, URI page) {

    private static final Pattern CURSOR = Pattern.compile("(\\d{1,7})(?:\\+(\\d{1,4}))? (.*)");

    static Place of(Cursor cursor, URI first) {
      Matcher parts = CURSOR.matcher(cursor.value());
      try {
        if (parts.matches()) {
          int empty = parts.group(2) == null ? 0 : Integer.parseInt(parts.group(2));
          return new Place(Integer.parseInt(parts.group(1)), empty, first.resolve(parts.group(3)));
        }
      } catch (IllegalArgumentException e) {
        // refused below like any other text that is no place
      }
      throw Refusal.invalid("cursor", "is none of this list: begin again without a cursor");
    }

    Cursor cursor() {
      String query = page.getRawQuery() == null ? "" : "?" + page.getRawQuery();
      String count = empty == 0 ? "" : "+" + empty;
      return new Cursor(given + count + " " + page.getRawPath() + query);
    }
  }

  /**
   * The items from the first page on.
   *
   * @throws CallFailedException as the service fails; {@code unavailable} when a page is no such
   *     list or leads to one that was read
   */
  Page<Json> from(URI first) {
    Cursor cursor = query.cursor();
    Place place = cursor == null ? new Place(0, 0, first) : Place.of(cursor, first);
    for (int pages = 0; pages < MOST_PAGES; pages++) {
      Place next = after(place);
      if (next == null) {
        return new Page<>(items, null);
      }
      if (items.size() == limit) {
        return new Page<>(items, next.cursor());
      }
      place = next;
    }
    return new Page<>(items, place.cursor());
  }

  // Where the list goes on; null at its end.
  private @Nullable Place after(Place place) {
    if (!read.add(place.page())) {
      throw VendorReply.unreadable("the page that it names as the next was already read");
    }
    WireResponse reply = exchange.send(WireRequest.get(place.page()), List.of(), call);
    Json body = ReplyReader.json(reply);
    List<Json> found = found(body);
    int from = Math.min(place.given(), found.size());
    int to = Math.min(found.size(), from + limit - items.size());
    items.addAll(found.subList(from, to));
    if (to < found.size()) {
      return new Place(to, 0, place.page());
    }
    Optional<URI> next = next(place.page(), body, reply);
    next.ifPresent(page -> exchange.requireAllowed(page, reply));
    int empty = found.isEmpty() ? place.empty() + 1 : 0;
    if (next.isPresent() && empty >= mostEmpty(place.page(), next.get())) {
      throw VendorReply.unreadable(
          "%d pages in a row have no item and name a next page; the list would have no end: where its link says that there is no more, name that under when"
              .formatted(empty));
    }
    return next.map(page -> new Place(0, empty, page)).orElse(null);
  }

  private static int mostEmpty(URI page, URI next) {
    List<String> from = values(page);
    List<String> to = values(next);
    if (from.size() != to.size()) {
      return MOST_EMPTY;
    }
    int[] changed =
        IntStream.range(0, to.size()).filter(i -> !to.get(i).equals(from.get(i))).toArray();
    boolean counted = changed.length == 1 && isNext(from.get(changed[0]), to.get(changed[0]));
    return counted ? MOST_EMPTY_COUNTED : MOST_EMPTY;
  }

  private static List<String> values(URI page) {
    return page.getRawQuery() == null ? List.of() : List.of(page.getRawQuery().split("[=&]", -1));
  }

  private static boolean isNext(String number, String next) {
    return NUMBER.matcher(number).matches()
        && NUMBER.matcher(next).matches()
        && Long.parseLong(next) == Long.parseLong(number) + 1;
  }

  private List<Json> found(Json body) {
    String field = query.items();
    Json list = field == null ? body : at(body, field);
    if (list instanceof Json.Arr(List<Json> all)) {
      return all;
    }
    throw VendorReply.unreadable(
        field == null
            ? "it is no JSON list: name its field under items"
            : "no list is at " + field);
  }

  private static @Nullable Json at(@Nullable Json value, String field) {
    Json found = value;
    for (String name : field.split("\\.", -1)) {
      found = found instanceof Json.Obj object ? object.get(name) : null;
    }
    return found;
  }

  private Optional<URI> next(URI page, Json body, WireResponse reply) {
    NextPage told = query.next();
    String next = told == null ? linked(reply, query.when()) : text(at(body, told.field()));
    if (next.isEmpty()) {
      return Optional.empty();
    }
    String place =
        told == null || told.parameter() == null
            ? next
            : "?" + QueryText.with(page.getRawQuery(), told.parameter(), next);
    Optional<URI> led = exchange.address().led(page, resolvable(page, place));
    if (led.isEmpty()) {
      throw VendorReply.unreadable("its next page is no address of the same host");
    }
    return led;
  }

  // A query alone keeps the path, which URI.resolve does not.
  private static String resolvable(URI page, String place) {
    return place.startsWith("?") ? page.getRawPath() + place : place;
  }

  private static String text(@Nullable Json value) {
    return switch (value) {
      case Json.Str(String text) -> text;
      case Json.Int number -> number.toString();
      case null, default -> "";
    };
  }

  private static String linked(WireResponse reply, Map<String, String> when) {
    String links = String.join(", ", reply.headers().getOrDefault("link", List.of()));
    for (Matcher link = LINK.matcher(links); link.find(); ) {
      if (leadsOn(link.group(2), when)) {
        return link.group(1);
      }
    }
    return "";
  }

  private static boolean leadsOn(String parameters, Map<String, String> when) {
    Map<String, String> said = new HashMap<>();
    for (Matcher each = PARAMETER.matcher(parameters); each.find(); ) {
      String value = each.group(2) == null ? each.group(3) : each.group(2);
      said.putIfAbsent(each.group(1).toLowerCase(Locale.ROOT), value);
    }
    boolean next = List.of(said.getOrDefault("rel", "").split("\\s+", -1)).contains("next");
    return next
        && when.entrySet().stream()
            .allMatch(
                each ->
                    said.getOrDefault(each.getKey().toLowerCase(Locale.ROOT), "")
                        .equals(each.getValue()));
  }
}
