package io.auterity.testkit.contract;

import io.auterity.spi.WireResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Replies that are no success, with bodies that no codec should stumble over. */
final class RefusedReplies {

  private static final List<Integer> STATUSES =
      List.of(301, 400, 401, 403, 404, 408, 409, 413, 422, 429, 500, 502, 503, 529);

  /** Bodies that are not what was asked for. */
  static final List<String> NONSENSE =
      List.of(
          "",
          " ",
          "<html>502 Bad Gateway</html>",
          "{",
          "null",
          "[]",
          "{}",
          "7",
          "\"text\"",
          "{\"error\":null}",
          "{\"error\":7}",
          "{\"error\":[]}",
          "{\"data\":{}}",
          "\u0000\ud83d");

  private RefusedReplies() {}

  static List<WireResponse> all() {
    List<WireResponse> all = new ArrayList<>();
    for (int status : STATUSES) {
      NONSENSE.forEach(body -> all.add(reply(status, body)));
    }
    return all;
  }

  static WireResponse reply(int status, String body) {
    return new WireResponse(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
  }
}
