package io.auterity.spi.mail;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An e-mail that was sent or kept as a draft. */
public record SentMail(
    @Description("Its Message-ID, in <>; answers name it in inReplyTo") String messageId,
    @Description("The message, where the mailbox keeps it") @Nullable Ref ref) {
  public SentMail {
    Objects.requireNonNull(messageId);
  }
}
