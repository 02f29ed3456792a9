package io.auterity.control.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.Time;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts, by address, what comes to an issuer of a tenant in a fixed window of a minute. The holder
 * of one address of IPv6 has all of its network (RFC 6177), which counts as one.
 */
final class AddressCounts {

  /** After it a count begins anew. */
  static final Duration WINDOW = Duration.ofMinutes(1);

  private static final int ADDRESSES = 10_000;
  private static final int NETWORK_BYTES = 8;

  private final Cache<From, AtomicInteger> counts;

  private record From(TenantScope scope, String issuer, String network) {}

  AddressCounts(Time time) {
    this.counts =
        Caffeine.newBuilder()
            .maximumSize(ADDRESSES)
            .expireAfterWrite(WINDOW)
            .ticker(time::nanos)
            .build();
  }

  /** The count of this minute, which goes on from what it was. */
  AtomicInteger of(TenantScope scope, String issuer, String address) {
    return counts.get(new From(scope, issuer, network(address)), from -> new AtomicInteger());
  }

  private static String network(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    try {
      return InetAddress.ofLiteral(address.replaceFirst("%.*", "")) instanceof Inet6Address known
          ? HexFormat.of().formatHex(Arrays.copyOf(known.getAddress(), NETWORK_BYTES))
          : address;
    } catch (IllegalArgumentException e) {
      return address;
    }
  }
}
