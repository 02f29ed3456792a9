package io.auterity.spi.mail;

import io.auterity.spi.Description;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An address of e-mail. */
public record MailAddress(
    @Description("Address, e.g. ada@example.org") String address,
    @Description("Name for people") @Nullable String name) {
  public MailAddress {
    Objects.requireNonNull(address);
  }
}
