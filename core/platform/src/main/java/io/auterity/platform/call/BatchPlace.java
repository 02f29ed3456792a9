package io.auterity.platform.call;

import io.auterity.spi.Call;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The place of a line of a batch in batches of vendors. */
public interface BatchPlace {

  /** The offer in a batch of whose vendor it lies already; null when it lies in none. */
  @Nullable String offer();

  /** Until the line must have its end; never negative. */
  Duration left();

  /** How long a request may take that is sent by itself. */
  Duration alone();

  /** Whether there is time enough for a batch of a vendor, or it lies in one. */
  boolean open();

  /**
   * Waits for the answer from a batch of the offer's vendor, into which the request is put unless
   * the line lies there already.
   *
   * @throws io.auterity.spi.CallFailedException what became of the line when there is no answer;
   *     {@code cancelled} when this server ends, and leaves it there
   */
  WireResponse ask(String offer, WireRequest request, Call call);
}
