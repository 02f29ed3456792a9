package io.auterity.spi.mail;

import io.auterity.spi.Change;
import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of {@code mail.message.update}; what is absent stays as it is. */
public record MailUpdate(
    @Description("The message") Ref message,
    @Description("Whether it is read") Change<Boolean> read,
    @Description("Whether it has a star") Change<Boolean> starred,
    @Description("The folder to which it moves, which may give it another ref")
        Change<String> folder) {
  public MailUpdate {
    Objects.requireNonNull(message);
    Objects.requireNonNull(read);
    Objects.requireNonNull(starred);
    Objects.requireNonNull(folder);
    Change.needed("read, starred, folder", read, starred, folder);
  }
}
