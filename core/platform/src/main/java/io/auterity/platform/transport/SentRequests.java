package io.auterity.platform.transport;

import io.auterity.platform.rate.RateOwner;
import io.auterity.spi.Applied;
import io.auterity.spi.Call;
import io.auterity.spi.Effect;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The requests that were sent for one attempt, as the transport itself knows them. A connector that
 * fails may say that more was done than this tells, but never less.
 */
public final class SentRequests {

  /** A proxy has stopped waiting; what it waited for may go on behind it. */
  private static final Set<Integer> GAVE_UP = Set.of(408, 504, 524);

  private final BooleanSupplier heeds;
  private final Map<String, String> baggage;
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger unanswered = new AtomicInteger();
  private volatile boolean goesOut;
  private volatile boolean asked;
  private volatile boolean heldBack;
  private volatile boolean countedApart;
  private volatile boolean restTold;
  private volatile @Nullable Sending broken;
  private volatile boolean otherCredential;
  private volatile @Nullable Latest latest;

  /** Whose a request was, and when it began, in nanoseconds. */
  record Latest(RateOwner owner, long begun) {}

  private volatile boolean heard;
  private volatile long heardAt;

  /**
   * Requests of a sender that leaves it to the transport to heed when a peer asks to come again.
   */
  public SentRequests() {
    this(() -> false, Map.of());
  }

  /**
   * Requests of a sender that may itself heed when a peer asks to come again.
   *
   * @param heeds whether, at that moment, the sender does, so that other requests of the same
   *     credential need not wait; from any thread
   * @param baggage of the caller, of which requests bear what their provider is to be told
   */
  public SentRequests(BooleanSupplier heeds, Map<String, String> baggage) {
    this.heeds = heeds;
    this.baggage = Map.copyOf(baggage);
  }

  /** Those of a call; a call that does not ask what was sent for it is not told. */
  public static SentRequests of(Call call) {
    return call instanceof Sender sender ? sender.sent() : new SentRequests();
  }

  Map<String, String> baggage() {
    return baggage;
  }

  /** Whether the sender itself heeds when to come again. */
  boolean heedsItself() {
    return heeds.getAsBoolean();
  }

  /** A sender, on whose behalf requests are sent. */
  public interface Sender {
    SentRequests sent();
  }

  /** How far an attempt has come with the peer that is to answer it. */
  public enum Contact {
    /** There is no peer to ask: its connector answers by itself. */
    LOCAL,
    /** Its connector has not asked the transport for anything yet. */
    UNASKED,
    /** The transport was asked, and nothing of an answer was heard. */
    UNHEARD,
    /** Something of an answer was heard, if only of one request. */
    HEARD
  }

  /** One request that is on its way. */
  public final class Sending {

    private final AtomicBoolean open;

    private Sending(boolean writes) {
      open = new AtomicBoolean(writes);
    }

    /**
     * The head of its answer is here. A peer that refuses says so there; what else it has done is
     * known when it has said all, or never when it broke (5xx).
     */
    public void head(int status, long nanos) {
      heard(nanos);
      broken = status > 499 && open.compareAndSet(true, false) ? this : null;
      if (status > 299) {
        answered();
      }
      if (status > 299 && !GAVE_UP.contains(status)) {
        refused.incrementAndGet();
      }
    }

    /** More of its answer is here. */
    public void heard(long nanos) {
      heardAt = nanos;
      heard = true;
    }

    /** All that the peer says of it was read; harmless when called again, or after a 5xx. */
    public void answered() {
      if (open.compareAndSet(true, false)) {
        unanswered.decrementAndGet();
      }
    }
  }

  /** Notes that its connector has others to ask, and no way to them but the transport. */
  public void goesOut() {
    goesOut = true;
  }

  /** Notes that the transport is asked for a request, whether or not it comes to be sent. */
  public void asked() {
    asked = true;
  }

  /** Notes that the transport itself had no room for a request. */
  void holdsBack() {
    heldBack = true;
  }

  /** Notes that a request goes out, and with whose it is counted. */
  void goesOf(RateOwner owner, long now) {
    latest = new Latest(owner, now);
  }

  /** Notes that a vendor counts a request with others than most. */
  void isCountedApart() {
    countedApart = true;
  }

  /** Notes that the vendor refused a credential that the next request has another one for. */
  void hasAnotherCredential() {
    otherCredential = true;
  }

  /**
   * Notes that the peer, whose last answer was that it broke (5xx), says in it by its words that it
   * did nothing of what it was asked.
   */
  public void refusedInWords() {
    if (broken != null) {
      broken = null;
      unanswered.decrementAndGet();
    }
  }

  /**
   * Notes that its connector reads what a peer's limit holds for: when to come again, it tells by
   * its failures.
   */
  public void restIsTold() {
    restTold = true;
  }

  /** Whether the transport leaves it to the connector to tell when to come again. */
  boolean isRestTold() {
    return restTold;
  }

  /** Whether the next request has another credential than one that was refused. */
  public boolean anotherCredential() {
    return otherCredential;
  }

  /**
   * The request of which a connector tells that its vendor has had enough; null when that is not
   * the vendor's word, is heeded already, or holds for few requests only.
   */
  @Nullable Latest refusedByVendor() {
    return heard && !heldBack && !countedApart && !heedsItself() ? latest : null;
  }

  /** How far it has come by now. */
  public Contact contact() {
    if (heard) {
      return Contact.HEARD;
    }
    if (asked) {
      return Contact.UNHEARD;
    }
    return goesOut ? Contact.UNASKED : Contact.LOCAL;
  }

  /**
   * Notes a request that is about to be written.
   *
   * @param writes whether its method may change something
   */
  public Sending send(boolean writes) {
    sent.incrementAndGet();
    if (writes) {
      unanswered.incrementAndGet();
    }
    return new Sending(writes);
  }

  /** Whether anything was sent. */
  public boolean any() {
    return sent.get() > 0;
  }

  /** Whether something was sent that was not refused, so that it may have been served. */
  public boolean served() {
    return sent.get() > refused.get();
  }

  /** Whether any answer has begun. */
  public boolean heard() {
    return heard;
  }

  /** When something of an answer was last heard, in nanoseconds, if anything was. */
  public long heardAt() {
    return heardAt;
  }

  /** What is to be assumed at least when an attempt of that effect has failed. */
  public Applied atLeast(Effect effect) {
    return unanswered.get() > 0 ? effect.unanswered() : Applied.NO;
  }
}
