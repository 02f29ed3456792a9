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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Pagination of a service's JSON list: reads pages of the service until there are as many items as
 * the caller wants. A cursor says how many items of which page are already given.
 */
final class PagedList {

  private static final PageLimit LIMIT = new PageLimit(100, 1_000);

  /** Pages of the service that one call reads, lest empty ones keep it for ever. */
  private static final int MOST_PAGES = 20;

  private static final Pattern LINK = Pattern.compile("<([^>]*)>([^<]*)");
  private static final Pattern NEXT =
      Pattern.compile(";\\s*rel\\s*=\\s*(\"([^\"]*\\s)?next(\\s[^\"]*)?\"|next\\s*(,|;|$))");

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

  /** A page of the service, and how many of its items were given before. */
  private record Place(int given, URI page) {

    static Place of(Cursor cursor, URI first) {
      String[] parts = cursor.value().split(" ", 2);
      try {
        return new Place(Integer.parseInt(parts[0]), first.resolve(parts[1]));
      } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
        throw Refusal.invalid("cursor", "is none of this list: begin again without a cursor");
      }
    }

    Cursor cursor() {
      String query = page.getRawQuery() == null ? "" : "?" + page.getRawQuery();
      return new Cursor(given + " " + page.getRawPath() + query);
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
    Place place = cursor == null ? new Place(0, first) : Place.of(cursor, first);
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
      return new Place(to, place.page());
    }
    Optional<URI> next = next(place.page(), body, reply);
    next.ifPresent(page -> exchange.requireAllowed(page, reply));
    return next.map(page -> new Place(0, page)).orElse(null);
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
    String next = told == null ? linked(reply) : text(at(body, told.field()));
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

  private static String linked(WireResponse reply) {
    String links = String.join(", ", reply.headers().getOrDefault("link", List.of()));
    for (Matcher link = LINK.matcher(links); link.find(); ) {
      if (NEXT.matcher(link.group(2)).find()) {
        return link.group(1);
      }
    }
    return "";
  }
}
