package io.auterity.gateway.openai;

import io.auterity.platform.call.RateStanding;
import io.auterity.platform.call.RateStanding.Rate;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The headers of OpenAI's rate limits: {@code x-ratelimit-limit-requests}, {@code -remaining-},
 * {@code -reset-} and the same of tokens. Times are written as {@code 6m0s}, {@code 1.5s} or {@code
 * 12ms}. Source: "Rate limits" in OpenAI's documentation.
 */
final class RateLimitHeaders {

  private static final int MILLIS = 1_000;

  static Map<String, String> of(RateStanding rates) {
    Map<String, String> headers = new LinkedHashMap<>();
    put("requests", rates.calls(), headers);
    put("tokens", rates.tokens(), headers);
    return headers;
  }

  private static void put(String what, @Nullable Rate rate, Map<String, String> headers) {
    if (rate != null) {
      headers.put("x-ratelimit-limit-" + what, Long.toString(rate.most()));
      headers.put("x-ratelimit-remaining-" + what, Long.toString(rate.left()));
      headers.put("x-ratelimit-reset-" + what, text(rate.reset()));
    }
  }

  /** Rounded up to milliseconds. */
  static String text(Duration time) {
    long millis = time.plusNanos(999_999).toMillis();
    if (millis < MILLIS) {
      return millis + "ms";
    }
    Duration whole = Duration.ofMillis(millis);
    StringBuilder text = new StringBuilder();
    if (whole.toHours() > 0) {
      text.append(whole.toHours()).append('h');
    }
    if (whole.toMinutes() > 0) {
      text.append(whole.toMinutesPart()).append('m');
    }
    text.append(whole.toSecondsPart());
    if (whole.toMillisPart() > 0) {
      text.append(".%03d".formatted(whole.toMillisPart()).replaceFirst("0+$", ""));
    }
    return text.append('s').toString();
  }
}
