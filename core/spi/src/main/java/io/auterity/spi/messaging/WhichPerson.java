package io.auterity.spi.messaging;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import io.auterity.spi.TextForm;
import org.jspecify.annotations.Nullable;

/** Input of {@code messaging.person.get}: a person, or an address of e-mail. */
public record WhichPerson(
    @Description("The person; absent where the address says who it is") @Nullable Ref person,
    @Description("The person's address of e-mail, in place of the person")
        @TextForm(least = 3, most = 320, pattern = "^[^@\\s]+@[^@\\s]+$")
        @Nullable String email) {
  public WhichPerson {
    if ((person == null) == (email == null)) {
      throw new IllegalArgumentException("one of person and email must be given");
    }
  }

  /** Who the reference names. */
  public static WhichPerson of(Ref person) {
    return new WhichPerson(person, null);
  }

  /** Who has the address. */
  public static WhichPerson ofEmail(String email) {
    return new WhichPerson(null, email);
  }
}
