package io.auterity.insight.learn;

import io.auterity.platform.call.TenantScope;
import java.time.Instant;
import java.util.Map;

/** The heads in force: which providers answer by a head, and by which version. */
public interface HeadsInForce {

  /** Where there are none. */
  HeadsInForce NONE =
      new HeadsInForce() {
        @Override
        public Map<String, Answering> of(TenantScope scope) {
          return Map.of();
        }

        @Override
        public void withdraw(TenantScope scope, String provider, int version, String why) {}
      };

  /**
   * What answers for one provider.
   *
   * @param version 0 for none of those that were trained
   * @param since when its declaration came in force
   */
  record Answering(int version, Instant since) {}

  /** By provider. */
  Map<String, Answering> of(TenantScope scope);

  /** Ends a version, unless another one answers by now. */
  void withdraw(TenantScope scope, String provider, int version, String why);
}
