package io.auterity.toolkit.json;

import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;

/** The record of an event of an embedded service, within what an event may hold. */
public final class EventRecord {

  private static final int MOST_BYTES = 256 * 1024;
  private static final int KEPT = 10_000;

  private EventRecord() {}

  /**
   * The record whole where it fits an event. Else, one after the other until it does, a text of
   * these fields is cut to its first 10,000 characters, and an object is left empty.
   */
  public static Json.Obj fitting(Json.Obj record, String... fields) {
    Json.Obj fits = record;
    for (String field : fields) {
      if (bytes(fits) <= MOST_BYTES) {
        return fits;
      }
      fits =
          switch (fits.get(field)) {
            case Json.Str(String text) -> fits.with(field, Json.of(beginning(text)));
            case Json.Obj _ -> fits.with(field, Json.EMPTY);
            case null, default -> fits;
          };
    }
    return fits;
  }

  private static int bytes(Json.Obj record) {
    return record.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  // Half of a surrogate pair is no text.
  private static String beginning(String text) {
    if (text.length() <= KEPT) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(KEPT - 1)) ? KEPT - 1 : KEPT;
    return text.substring(0, end);
  }
}
