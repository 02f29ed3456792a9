package io.auterity.webhook;

import io.auterity.platform.json.JsonReader;
import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The registration of a webhook at its vendor.
 *
 * @param repository where it was made, as the vendor calls it
 * @param events of which it is told, as the kind names them
 * @param hook the vendor's id of it; null while none is known to have been made
 * @param left ids of what was made before it there and could not be removed yet
 * @param address that the vendor calls
 * @param wanted address that it is to call next; null where it calls the one that is wanted
 */
public record HookRegistration(
    String repository,
    List<String> events,
    @Nullable String hook,
    List<String> left,
    String address,
    @Nullable String wanted) {

  /** Tells addresses of one webhook apart: vendors take no two hooks with the same. */
  private static final String OF_SECRET = "?secret=";

  private static final JsonReader JSON = new JsonReader(100_000);

  /** So many that were left are remembered; a vendor that is away is asked no further. */
  private static final int MOST_LEFT = 20;

  public HookRegistration {
    events = List.copyOf(events);
    left = List.copyOf(left);
  }

  /** All that is to be removed at the vendor with the webhook. */
  List<String> all() {
    return Stream.concat(Stream.ofNullable(hook), left.stream()).toList();
  }

  /** One that is about to be made. */
  static HookRegistration toMake(String repository, List<String> events, String address) {
    return new HookRegistration(repository, events, null, List.of(), address, address);
  }

  /** The same that is about to get another address. */
  HookRegistration wanting(String next) {
    return new HookRegistration(repository, events, hook, left, address, next);
  }

  /** The same at another address. */
  HookRegistration movedTo(String where) {
    return new HookRegistration(repository, events, hook, left, where, null);
  }

  /** The address for the secret of a version. */
  String addressOf(int version) {
    return address.replaceFirst("\\?.*", "") + OF_SECRET + version;
  }

  /** Whether a change of its secret has begun, and is not known to have ended. */
  boolean changesSecret() {
    return wanted != null && hook != null && wanted.contains(OF_SECRET);
  }

  /** Whether a change of its token has begun, and is not known to have ended. */
  boolean changesToken() {
    return wanted != null && hook != null && !wanted.contains(OF_SECRET);
  }

  /** The token that it is about to get; null where it is about to get none. */
  @Nullable String tokenWanted() {
    return wanted != null && changesToken() ? wanted.replaceFirst(".*/", "") : null;
  }

  /** The address of what may be at the vendor and has no id here; null where there is no such. */
  @Nullable String stray() {
    return changesToken() ? null : wanted;
  }

  /** The next one in its place, which leaves this one at the vendor for now. */
  HookRegistration followed(String next, String where) {
    List<String> leaving = new ArrayList<>(all());
    return new HookRegistration(
        repository,
        events,
        next,
        leaving.subList(0, Math.min(leaving.size(), MOST_LEFT)),
        where,
        null);
  }

  /** The same with these alone left at the vendor. */
  HookRegistration leaving(List<String> still) {
    return new HookRegistration(repository, events, hook, still, address, wanted);
  }

  byte[] bytes() {
    Json.Obj said =
        Json.EMPTY
            .with("repository", Json.of(repository))
            .with("events", texts(events))
            .with("left", texts(left))
            .with("address", Json.of(address));
    Json.Obj made = hook == null ? said : said.with("hook", Json.of(hook));
    return JsonWriter.bytes(wanted == null ? made : made.with("wanted", Json.of(wanted)));
  }

  static HookRegistration read(byte[] bytes) {
    Json.Obj said = JSON.readObject(bytes);
    return new HookRegistration(
        text(said, "repository"),
        list(said.get("events")),
        said.text("hook"),
        list(said.get("left")),
        text(said, "address"),
        said.text("wanted"));
  }

  private static Json texts(List<String> texts) {
    return Json.array(texts.stream().<Json>map(Json::of).toList());
  }

  private static List<String> list(@Nullable Json value) {
    return value instanceof Json.Arr(List<Json> items)
        ? items.stream().map(item -> ((Json.Str) item).value()).toList()
        : List.of();
  }

  private static String text(Json.Obj said, String name) {
    return Objects.requireNonNull(said.text(name), name);
  }

  /** Without its addresses, which hold a token. */
  @Override
  public String toString() {
    return hook == null
        ? "a hook of %s that is to be made".formatted(repository)
        : "hook %s of %s%s"
            .formatted(hook, repository, wanted == null ? "" : ", which is to be changed");
  }
}
