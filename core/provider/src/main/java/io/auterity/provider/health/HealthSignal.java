package io.auterity.provider.health;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.PlatformCause;
import io.auterity.platform.transport.SentRequests.Contact;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;

/** The signal of an attempt about the health of the provider that it asked. */
public enum HealthSignal {
  /** It answered, be it to no use. */
  OK,
  /** It did not answer as a working provider would. */
  FAILED,
  /**
   * It answered that it broke over what it was asked (500): it is there, and spared nothing by a
   * long wait.
   */
  BROKE,
  /**
   * It says nothing: the caller was wrong or went away, or a limit was reached, or the platform
   * failed, or the connector gave up before it asked its vendor.
   */
  NEUTRAL;

  private static final String INSIDE = "500";

  /** Of an attempt of which it does not matter, or is not known, how far it came. */
  public static HealthSignal of(Failure failure, Patience patience) {
    return of(failure, patience, Contact.UNHEARD);
  }

  /**
   * Only a vendor that cannot be reached or does not answer in time counts against it; what the
   * platform itself caused does not, nor a failure whose caller did not wait, nor what made a
   * connector give up before it asked its vendor: one that hangs there must be found out like any
   * other. A connector without a vendor answers for itself.
   */
  public static HealthSignal of(Failure failure, Patience patience, Contact contact) {
    if (patience == Patience.LOST || PlatformCause.of(failure) != null) {
      return NEUTRAL;
    }
    FailureCode code = failure.code();
    boolean telling =
        code == FailureCode.TIMEOUT
            || (code == FailureCode.UNAVAILABLE && contact != Contact.UNASKED);
    if (!telling) {
      return NEUTRAL;
    }
    return failure.fields().containsKey(Failure.ANSWER) ? OK : FAILED;
  }

  /**
   * Whether a failure may be caused by its input alone: the vendor broke over it (500). Gateways
   * and servers that are away say so by 502, 503 and 504.
   */
  public static boolean ofInput(Failure failure) {
    return failure.code() == FailureCode.UNAVAILABLE
        && INSIDE.equals(failure.fields().get(Failure.STATUS));
  }

  /** Whose failure it is that a failure tells of. */
  enum Whose {
    /** A model, a deployment: others of the same provider may be well. */
    OFFER,
    /** The same, of which nothing was heard: without models, the operation hangs. */
    SILENT,
    /** The same, or without models the very input: an error inside the vendor (500). */
    INPUT,
    /** An endpoint or an account, which all offers of the provider share. */
    PROVIDER;

    /**
     * Where nothing of an answer was heard there was no endpoint to talk to; silence is not that,
     * since a model that hangs says nothing either, nor is the failure of a model that runs here.
     * Limits of calls are each model's own, as vendors set them; all else that a vendor asks to
     * wait for is its account's.
     */
    static Whose of(Failure failure, Contact contact) {
      return switch (failure.code()) {
        case RATE_LIMITED -> OFFER;
        case TIMEOUT -> failure.fields().containsKey(Failure.STATUS) ? OFFER : SILENT;
        case UNAVAILABLE ->
            contact == Contact.UNHEARD ? PROVIDER : ofInput(failure) ? INPUT : OFFER;
        default -> PROVIDER;
      };
    }
  }

  /** How a call stood with its caller when an attempt of it ended. */
  public enum Patience {
    /** The provider had the time that it is due. */
    KEPT,
    /** The caller had gone, or gave less time than a provider is due and that was over. */
    LOST;

    /**
     * The time that a provider is due: one that hangs must be found out by callers who give the
     * half minute that clients usually give. The timeout of a step is its own limit, however short.
     */
    private static final Duration DUE = Duration.ofSeconds(10);

    /** Timers beneath an attempt count whole milliseconds, so one may end that much too early. */
    private static final Duration COARSE = Duration.ofMillis(1);

    /**
     * What is so when an attempt ends.
     *
     * @param timeout of the whole call
     * @param left of it
     */
    public static Patience of(
        Invocation.Door door, Duration timeout, Duration left, boolean callerGone) {
      boolean hasty = door != Invocation.Door.WORKFLOW && timeout.compareTo(DUE) < 0;
      boolean over = left.compareTo(COARSE) <= 0;
      return callerGone || (hasty && over) ? LOST : KEPT;
    }
  }
}
