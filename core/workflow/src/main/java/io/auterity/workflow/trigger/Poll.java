package io.auterity.workflow.trigger;

import io.auterity.platform.json.JsonReader;
import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.Json;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An operation that is asked every so often for a list.
 *
 * @param call id of the capability, which must only read
 * @param with its input, in whose texts expressions over {@code position} may stand
 * @param every how long from one to the next
 * @param items expression over {@code result}: the list
 * @param id expression over one of them, named item: by what it is known again
 * @param position expression over {@code result} and {@code position}: what is kept from one to the
 *     next; null when nothing is
 * @param all whether what is there at first starts runs too
 * @param route label by which a route may be chosen; null when there is none
 * @param provider that is asked; null where routes or the default of the kind decide
 */
public record Poll(
    String call,
    Json.Obj with,
    Duration every,
    String items,
    String id,
    @Nullable String position,
    boolean all,
    @Nullable String route,
    @Nullable String provider) {

  static final String ITEMS = "${result.items}";
  static final String ID = "${item.ref.id}";

  private static final JsonReader JSON = new JsonReader(1 << 20);

  /** As most lists are read. */
  public static Poll of(
      String call,
      Json.@Nullable Obj with,
      Duration every,
      @Nullable String items,
      @Nullable String id,
      @Nullable String position,
      boolean all) {
    return new Poll(
        call,
        Objects.requireNonNullElse(with, Json.EMPTY),
        every,
        Objects.requireNonNullElse(items, ITEMS),
        Objects.requireNonNullElse(id, ID),
        position,
        all,
        null,
        null);
  }

  /** The same, asked where these say. */
  public Poll to(@Nullable String byRoute, @Nullable String ofProvider) {
    return new Poll(call, with, every, items, id, position, all, byRoute, ofProvider);
  }

  /** As it is stored, in the same order always: two that are alike have the same bytes. */
  public byte[] bytes() {
    return JsonWriter.bytes(json());
  }

  /** As {@link #bytes}, and as a step writes its call. */
  public Json.Obj json() {
    Json.Obj told =
        Json.EMPTY
            .with("call", Json.of(call))
            .with("with", with)
            .with("every", Json.of(every.toSeconds()))
            .with("items", Json.of(items))
            .with("id", Json.of(id))
            .with("all", Json.of(all));
    told = position == null ? told : told.with("position", Json.of(position));
    told = route == null ? told : told.with("route", Json.of(route));
    return provider == null ? told : told.with("provider", Json.of(provider));
  }

  /** Whether another one asks for the same, and knows items by the same. */
  boolean asksAs(@Nullable Poll other) {
    return other != null
        && call.equals(other.call)
        && with.equals(other.with)
        && items.equals(other.items)
        && id.equals(other.id)
        && Objects.equals(position, other.position)
        && Objects.equals(route, other.route)
        && Objects.equals(provider, other.provider);
  }

  /** Reads what {@link #bytes} wrote. */
  public static Poll read(byte[] stored) {
    Json.Obj told = JSON.readObject(stored);
    return new Poll(
        Objects.requireNonNull(told.text("call")),
        told.get("with") instanceof Json.Obj with ? with : Json.EMPTY,
        Duration.ofSeconds(told.get("every") instanceof Json.Int(long seconds) ? seconds : 0),
        Objects.requireNonNull(told.text("items")),
        Objects.requireNonNull(told.text("id")),
        told.text("position"),
        Json.of(true).equals(told.get("all")),
        told.text("route"),
        told.text("provider"));
  }
}
