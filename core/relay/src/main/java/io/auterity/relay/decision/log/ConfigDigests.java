package io.auterity.relay.decision.log;

import io.auterity.platform.digest.Sha256;
import io.auterity.relay.decision.Days;
import io.auterity.relay.decision.format.ConfigFormat;
import io.auterity.relay.plan.Config;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.WeakHashMap;

/**
 * Under which digests configurations are kept, and which are stored already: each is once for a
 * tenant and a day. For one thread at a time.
 */
final class ConfigDigests {

  private final int bound;
  private final Map<Config, Text> texts = new WeakHashMap<>();
  private final LinkedHashSet<Place> stored = new LinkedHashSet<>();

  @SuppressWarnings("ArrayRecordComponent") // Bytes are handed on, never compared.
  private record Text(String digest, byte[] body) {

    private static Text of(Config config) {
      byte[] body = ConfigFormat.write(config);
      return new Text(HexFormat.of().formatHex(Sha256.of(body), 0, 16), body);
    }
  }

  private record Place(UUID tenant, LocalDate day, String digest) {}

  /**
   * @param bound how many are remembered as stored; the oldest of more is stored again when needed
   */
  ConfigDigests(int bound) {
    this.bound = bound;
  }

  /** Under which it is kept; the same for all that say the same. */
  String digest(Config config) {
    return text(config).digest();
  }

  /** What must be stored together with these decisions. */
  List<DecisionStore.StoredConfig> missing(List<QueuedDecision> entries) {
    Map<Place, DecisionStore.StoredConfig> missing = new LinkedHashMap<>();
    for (QueuedDecision entry : entries) {
      Config config = entry.config();
      if (config != null) {
        Text text = text(config);
        Place place = new Place(entry.row().tenant(), Days.of(entry.id()), text.digest());
        if (!stored.contains(place)) {
          missing.computeIfAbsent(place, at -> config(at, text));
        }
      }
    }
    return List.copyOf(missing.values());
  }

  private static DecisionStore.StoredConfig config(Place place, Text text) {
    return new DecisionStore.StoredConfig(place.tenant(), place.day(), place.digest(), text.body());
  }

  /** Remembers that they are stored. */
  void stored(List<DecisionStore.StoredConfig> added) {
    for (DecisionStore.StoredConfig one : added) {
      if (stored.size() == bound) {
        stored.removeFirst();
      }
      stored.add(new Place(one.tenant(), one.day(), one.digest()));
    }
  }

  private Text text(Config config) {
    return texts.computeIfAbsent(config, Text::of);
  }
}
