package io.auterity.workflow.event;

import io.auterity.spi.Default;
import io.auterity.spi.Description;
import io.auterity.spi.Json;
import io.auterity.spi.Range;
import io.auterity.spi.TextForm;
import org.jspecify.annotations.Nullable;

/** The spec of an {@code event}. */
@Description(
    "An event of one's own: what raises it says its type, and triggers start workflows by it")
public record CustomEvent(
    @Description("When it happens, in a sentence or two") @TextForm(least = 1, most = 1_000)
        @Nullable String description,
    @Description("Counts changes after which what reads it must change; the end of its type")
        @Range(least = 1, most = 999)
        @Default("1")
        int version,
    @Description("JSON Schema of its data, an object; any object where it is absent")
        Json.@Nullable Obj schema) {

  /** What the types of all begin with. */
  public static final String PREFIX = "io.auterity.custom.";

  /** The type of the one of that id. */
  String type(String id) {
    return type(id, version);
  }

  static String type(String id, long version) {
    return "%s%s.v%d".formatted(PREFIX, id, version);
  }
}
