package io.auterity.gateway.door;

import io.auterity.gateway.dialect.Dialect;
import io.auterity.platform.call.RateStanding;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The headers that tell how a caller's rates stand, as each dialect's vendor writes them. */
final class RateHeaders {

  /** Those of a call; none where no rate covers it. */
  static Map<String, String> of(Dialect dialect, @Nullable RateStanding rates) {
    return rates == null ? Collections.emptyMap() : dialect.rateHeaders(rates);
  }

  /** The answer with them. */
  static WholeAnswer on(WholeAnswer answer, Dialect dialect, @Nullable RateStanding rates) {
    Map<String, String> told = of(dialect, rates);
    if (told.isEmpty()) {
      return answer;
    }
    Map<String, String> headers = new HashMap<>(answer.headers());
    headers.putAll(told);
    return new WholeAnswer(answer.status(), headers, answer.body());
  }
}
