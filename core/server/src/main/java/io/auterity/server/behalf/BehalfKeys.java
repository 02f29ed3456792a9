package io.auterity.server.behalf;

import io.auterity.platform.digest.Sha256;
import io.auterity.spi.OnBehalf.Asked;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The idempotency keys of the calls that one call makes. They follow from its own key and from what
 * is asked, so that its repetition asks under the same keys again; what is asked several times in
 * one call are several acts.
 */
final class BehalfKeys {

  private final @Nullable String key;
  private final String provider;
  private final Map<String, Integer> times = new HashMap<>();

  /**
   * Keys for the calls of a provider.
   *
   * @param key of the call that makes them; null when it has none, as then they have none
   */
  BehalfKeys(@Nullable String key, String provider) {
    this.key = key;
    this.provider = provider;
  }

  synchronized @Nullable String of(Asked asked) {
    if (key == null) {
      return null;
    }
    String what =
        String.join(
            "\n",
            key,
            provider,
            asked.capability(),
            String.valueOf(asked.provider()),
            asked.input().toString());
    int before = times.merge(what, 1, Integer::sum) - 1;
    return "behalf/" + HexFormat.of().formatHex(Sha256.of(what + "\n" + before));
  }
}
