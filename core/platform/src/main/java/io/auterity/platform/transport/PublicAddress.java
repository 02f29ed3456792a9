package io.auterity.platform.transport;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** Tells addresses of the internet from those of this machine, its network, and special use. */
final class PublicAddress {

  /** IPv4 blocks that are not of the internet (RFC 6890 and later). */
  private static final List<Block> SPECIAL_4 =
      List.of(
          Block.of("0.0.0.0", 8),
          Block.of("10.0.0.0", 8),
          Block.of("100.64.0.0", 10),
          Block.of("127.0.0.0", 8),
          // Azure's metadata and agents, reached like any other address from within.
          Block.of("168.63.129.16", 32),
          Block.of("169.254.0.0", 16),
          Block.of("172.16.0.0", 12),
          Block.of("192.0.0.0", 24),
          Block.of("192.0.2.0", 24),
          Block.of("192.88.99.0", 24),
          Block.of("192.168.0.0", 16),
          Block.of("198.18.0.0", 15),
          Block.of("198.51.100.0", 24),
          Block.of("203.0.113.0", 24),
          Block.of("224.0.0.0", 3));

  private static final Block INTERNET_6 = Block.of("2000::", 3);

  /** Parts of {@link #INTERNET_6} that are special, or tunnels whose far end is not visible. */
  private static final List<Block> SPECIAL_6 =
      List.of(Block.of("2001::", 23), Block.of("2001:db8::", 32), Block.of("3fff::", 20));

  /** Blocks that carry an IPv4 address, and where in the address it begins. */
  private static final Block NAT64 = Block.of("64:ff9b::", 96);

  private static final int NAT64_AT = 12;
  private static final Block SIX_TO_FOUR = Block.of("2002::", 16);
  private static final int SIX_TO_FOUR_AT = 2;

  static boolean is(InetAddress address) {
    return switch (address) {
      case Inet4Address four -> isPublic4(four.getAddress());
      case Inet6Address six -> isPublic6(six.getAddress());
      default -> false;
    };
  }

  private static boolean isPublic4(byte[] address) {
    return SPECIAL_4.stream().noneMatch(block -> block.holds(address));
  }

  private static boolean isPublic6(byte[] address) {
    if (NAT64.holds(address)) {
      return isPublic4(Arrays.copyOfRange(address, NAT64_AT, NAT64_AT + 4));
    }
    if (SIX_TO_FOUR.holds(address)) {
      return isPublic4(Arrays.copyOfRange(address, SIX_TO_FOUR_AT, SIX_TO_FOUR_AT + 4));
    }
    return INTERNET_6.holds(address) && SPECIAL_6.stream().noneMatch(block -> block.holds(address));
  }

  /** Addresses whose first bits are equal. */
  // Bytes are read here only.
  @SuppressWarnings("ArrayRecordComponent")
  private record Block(byte[] first, int bits) {

    static Block of(String address, int bits) {
      try {
        return new Block(InetAddress.getByName(address).getAddress(), bits);
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException(address, e);
      }
    }

    boolean holds(byte[] address) {
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((address[bit / 8] & mask) != (first[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }
}
