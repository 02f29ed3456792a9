package io.auterity.spi.messaging;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A person or bot of a messaging service. */
public record Person(
    @Description("The person") Ref ref,
    @Description("Name for people") String name,
    @Description("Address of e-mail") @Nullable String email,
    @Description("Whether it is a program") boolean bot) {
  public Person {
    Objects.requireNonNull(ref);
    Objects.requireNonNull(name);
  }
}
