package io.auterity.plugins.mail;

import io.auterity.spi.mail.MailAddress;
import io.auterity.toolkit.Refusal;
import jakarta.mail.internet.InternetAddress;
import java.util.List;

/** Addresses of what is sent; none of them can end a header or be several. */
final class MailAddresses {

  private MailAddresses() {}

  /**
   * The addresses of a field.
   *
   * @throws io.auterity.spi.CallFailedException {@code invalid}, naming the field and the address
   */
  static List<InternetAddress> of(String field, List<String> texts) {
    return texts.stream().map(text -> of(field, text)).toList();
  }

  /** The one address of a text; see {@link #of(String, List)}. */
  static InternetAddress of(String field, String text) {
    return MailAddress.read(text)
        .map(Mailbox::new)
        .orElseThrow(
            () ->
                Refusal.invalid(
                    field,
                    "must have one address each such as ada@example.org or Ada <ada@example.org>,"
                        + " not '%s'".formatted(text.replaceAll("\\p{Cntrl}", " "))));
  }

  /** An address whose name is read as it was written, also when it looks as if it were encoded. */
  private static final class Mailbox extends InternetAddress {

    private static final long serialVersionUID = 1L;

    Mailbox(MailAddress mailbox) {
      address = mailbox.address();
      personal = mailbox.name();
      encodedPersonal = personal == null ? null : MailWriter.words(personal);
    }
  }
}
