package io.auterity.connector.webhook;

import io.auterity.platform.json.JsonReader;
import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a webhook is at its vendor.
 *
 * @param repository where it was made, as the vendor calls it
 * @param events of which it is told, as the kind names them
 * @param hook the vendor's id of it
 * @param left ids of what was made before it there and could not be removed yet
 * @param address that the vendor calls
 */
public record HookRegistration(
    String repository, List<String> events, String hook, List<String> left, String address) {

  private static final JsonReader JSON = new JsonReader(100_000);

  /** So many that were left are remembered; a vendor that is away is asked no further. */
  private static final int MOST_LEFT = 20;

  public HookRegistration {
    Objects.requireNonNull(repository);
    events = List.copyOf(events);
    Objects.requireNonNull(hook);
    left = List.copyOf(left);
    Objects.requireNonNull(address);
  }

  /** All that is to be removed at the vendor with the webhook. */
  List<String> all() {
    return Stream.concat(Stream.of(hook), left.stream()).toList();
  }

  /** The next one in its place, which leaves this one at the vendor for now. */
  HookRegistration followed(String next, String where) {
    List<String> leaving = new ArrayList<>(all());
    return new HookRegistration(
        repository, events, next, leaving.subList(0, Math.min(leaving.size(), MOST_LEFT)), where);
  }

  /** The same with these alone left at the vendor. */
  HookRegistration leaving(List<String> still) {
    return new HookRegistration(repository, events, hook, still, address);
  }

  byte[] bytes() {
    return JsonWriter.bytes(
        Json.EMPTY
            .with("repository", Json.of(repository))
            .with("events", texts(events))
            .with("hook", Json.of(hook))
            .with("left", texts(left))
            .with("address", Json.of(address)));
  }

  static HookRegistration read(byte[] bytes) {
    Json.Obj said = JSON.readObject(bytes);
    return new HookRegistration(
        text(said, "repository"),
        list(said.get("events")),
        text(said, "hook"),
        list(said.get("left")),
        text(said, "address"));
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

  /** Without its address, which holds a token. */
  @Override
  public String toString() {
    return "hook %s of %s".formatted(hook, repository);
  }
}
