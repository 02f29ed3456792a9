package io.auterity.spi;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a delivery turned out to be. */
public sealed interface WebhookReading {

  /**
   * The vendor's handshake: it is answered and starts nothing.
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
   * Nobody has shown that the vendor sent it now.
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
   * @param delivery the vendor's id of it; null when it has none
   * @param reason why it tells nothing
   */
  record Unknown(@Nullable String delivery, String reason) implements WebhookReading {
    public Unknown {
      Objects.requireNonNull(reason);
    }
  }

  /**
   * Something happened.
   *
   * @param delivery the vendor's id of it; null when it has none
   * @param type lower-case words between dots, the kind first, e.g. {@code tracker.issue.created}
   * @param subject what it is about, as the vendor's id; null when it is about the whole
   * @param record the kind's record, or what else the connector tells
   */
  record Event(@Nullable String delivery, String type, @Nullable String subject, Json.Obj record)
      implements WebhookReading {
    public Event {
      Objects.requireNonNull(type);
      Objects.requireNonNull(record);
    }
  }
}
