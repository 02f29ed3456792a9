package io.auterity.spi;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The result of reading a delivery. */
public sealed interface WebhookReading {

  /**
   * By what a delivery is known when it comes again; one of the two is enough. Where there is
   * neither, each is kept, and its events say that they may repeat another's.
   *
   * @param id the vendor's; null when it has none
   * @param signed the bytes that the vendor signed: who sends them again under another id, which is
   *     seldom signed, tells nothing new. Null when it signs none, or signs the id with them, and
   *     where there is no id and nothing in them that differs each time
   */
  // Bytes are handed on, never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record KnownBy(@Nullable String id, byte @Nullable [] signed) {

    @Override
    public String toString() {
      return String.valueOf(id);
    }
  }

  /**
   * The vendor's handshake: it is answered and starts nothing. One that gives a secret while one is
   * known must be signed with that, or be {@link Refused}: a sender that knows the address could
   * put its own in its place.
   *
   * @param reply text of the answer, or any other value as JSON
   * @param headers of the answer
   * @param secret that the vendor gives with it; null when it gives none
   */
  record Handshake(Json reply, Map<String, String> headers, @Nullable String secret)
      implements WebhookReading {
    public Handshake {
      Objects.requireNonNull(reply);
      headers = Map.copyOf(headers);
    }

    /** Without the secret, as it may be told. */
    @Override
    public String toString() {
      return "handshake";
    }
  }

  /**
   * It is not verified that the vendor sent it now.
   *
   * @param reason in words for the tenant; the sender is not told
   */
  record Refused(String reason) implements WebhookReading {
    public Refused {
      Objects.requireNonNull(reason);
    }
  }

  /**
   * The vendor sent it, and it tells nothing that is known.
   *
   * @param reason why it tells nothing
   */
  record Unknown(KnownBy delivery, String reason) implements WebhookReading {
    public Unknown {
      Objects.requireNonNull(delivery);
      Objects.requireNonNull(reason);
    }
  }

  /**
   * The vendor sent it, and something happened.
   *
   * @param events at least one and at most {@link #MOST}, in the vendor's order
   * @param reason why a part of the delivery tells nothing; null when all of it does
   * @param reply what the vendor waits for, sent once the events are stored: a text, or any other
   *     value as JSON; null when an empty answer will do
   */
  record Events(KnownBy delivery, List<Event> events, @Nullable String reason, @Nullable Json reply)
      implements WebhookReading {

    /** Most events of one delivery. */
    public static final int MOST = 1_000;

    public Events {
      Objects.requireNonNull(delivery);
      events = List.copyOf(events);
      if (events.isEmpty() || events.size() > MOST) {
        throw new IllegalArgumentException(
            "a delivery has 1 to %d events, not %d".formatted(MOST, events.size()));
      }
    }

    /** To be answered by nothing. */
    public Events(KnownBy delivery, List<Event> events, @Nullable String reason) {
      this(delivery, events, reason, null);
    }
  }

  /**
   * Something that happened.
   *
   * @param type lower-case words between dots, the kind first, e.g. {@code tracker.issue.created}
   * @param subject what it is about, as the vendor's id; null when it is about the whole
   * @param time when it happened, as the vendor says; null when it does not, and it is when the
   *     delivery came
   * @param record the kind's record, or what else the connector tells
   */
  record Event(String type, @Nullable String subject, @Nullable Instant time, Json.Obj record) {
    public Event {
      Objects.requireNonNull(type);
      Objects.requireNonNull(record);
    }
  }
}
