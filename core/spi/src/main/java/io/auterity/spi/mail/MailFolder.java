package io.auterity.spi.mail;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A folder or label of a mailbox. */
public record MailFolder(
    @Description("The folder, whose id is what folder names elsewhere") Ref ref,
    @Description("Name for people") String name,
    @Description("How many messages it has, where the vendor tells") @Nullable Integer messages,
    @Description("How many of them are unread, where the vendor tells") @Nullable Integer unread) {
  public MailFolder {
    Objects.requireNonNull(ref);
    Objects.requireNonNull(name);
  }
}
