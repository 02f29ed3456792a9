package io.auterity.gateway.door;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** A whole answer. */
// Bytes are handed on, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record WholeAnswer(int status, Map<String, String> headers, byte[] body) {
  public WholeAnswer {
    headers = Collections.unmodifiableMap(headers); // Made for it.
  }

  /** With one more header. */
  WholeAnswer with(String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return new WholeAnswer(status, more, body);
  }
}
