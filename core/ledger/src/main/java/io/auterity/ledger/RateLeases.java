package io.auterity.ledger;

import io.auterity.platform.call.TenantScope;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Leases by which servers share out the rate limits of quotas among themselves; each call does I/O.
 */
public interface RateLeases {

  /** Of a server that is alone for ever. */
  RateLeases NONE =
      new RateLeases() {
        @Override
        public Seats beat(UUID process, boolean sharing, Duration shared, Duration alone) {
          return new Seats(false, 0);
        }

        @Override
        public List<Share> exchange(TenantScope scope, UUID process, List<Claimed> claims) {
          throw new IllegalStateException("a server that is alone shares nothing");
        }

        @Override
        public Elsewhere elsewhere(TenantScope scope, UUID process, List<RateLimit> limits) {
          throw new IllegalStateException("there is no other server");
        }

        @Override
        public void leave(UUID process, boolean counts) {}
      };

  /**
   * Who is there.
   *
   * @param fresh whether this process was not known until now
   * @param others how many other servers may take something, or took what counts still
   */
  record Seats(boolean fresh, int others) {}

  /**
   * What a server says of a rate.
   *
   * @param leased what it may take from now on, at least until it hears more
   * @param counted what counts of it now
   * @param wanted what it refused lately
   * @param least what one call needs of that was refused
   * @param freesIn until some of what counts counts no more; null where that is not known
   * @param last whether it ends, and takes no more
   */
  record Claimed(
      RateLimit limit,
      long leased,
      long counted,
      long wanted,
      long least,
      @Nullable Duration freesIn,
      boolean last) {

    /** As one says it that ends. */
    Claimed ending() {
      return new Claimed(limit, leased, counted, wanted, least, freesIn, true);
    }

    /** Whether it needs nothing of it any more. */
    public boolean isNothing() {
      return leased == 0 && counted == 0 && wanted == 0;
    }

    /** Whether it is to be granted more, where there is some. */
    public boolean asks() {
      return !last && !isNothing();
    }
  }

  /**
   * What a server has of a rate.
   *
   * @param elsewhere what counts at other servers
   * @param freesIn until some of that counts no more; null where that is not known
   * @param heldFor for how long at most nothing is shared out, since another server was alone and
   *     has not said what its calls took; null where there is none
   */
  record Share(
      RateShares.Deal deal,
      long elsewhere,
      @Nullable Duration freesIn,
      @Nullable Duration heldFor) {}

  /**
   * What counts at other servers.
   *
   * @param counts of each rate that was asked for, in their order
   * @param held whether nothing of them is shared out, since another server was alone and has not
   *     said what its calls took
   */
  record Elsewhere(List<Long> counts, boolean held) {
    public Elsewhere {
      counts = List.copyOf(counts);
    }
  }

  /**
   * Says that a process lives.
   *
   * @param sharing whether it goes by what it has leased, if others are there; without others it is
   *     noted as alone
   * @param shared for how long it goes by what it knows where others are, and {@code alone} where
   *     none is
   * @throws io.auterity.spi.CallFailedException {@code unavailable}
   */
  Seats beat(UUID process, boolean sharing, Duration shared, Duration alone);

  /**
   * Tells what rates of one tenant a process uses, and hears what it may take of each, in that
   * order.
   *
   * @throws io.auterity.spi.CallFailedException {@code unavailable}
   */
  List<Share> exchange(TenantScope scope, UUID process, List<Claimed> claims);

  /**
   * What counts at other servers of rates of one tenant, whether this one uses them or not.
   *
   * @throws io.auterity.spi.CallFailedException {@code unavailable}
   */
  Elsewhere elsewhere(TenantScope scope, UUID process, List<RateLimit> limits);

  /**
   * A process ends: it takes nothing any more.
   *
   * @param counts whether something of what it told counts still
   * @throws io.auterity.spi.CallFailedException {@code unavailable}
   */
  void leave(UUID process, boolean counts);
}
