package io.auterity.plugins.mail;

import io.auterity.toolkit.Refusal;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
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
    try {
      InternetAddress[] found = InternetAddress.parse(text, true);
      if (found.length == 1 && text.chars().noneMatch(Character::isISOControl)) {
        String address = plain(found[0].getAddress());
        return new InternetAddress(address, found[0].getPersonal(), StandardCharsets.UTF_8.name());
      }
    } catch (AddressException | UnsupportedEncodingException | IllegalArgumentException e) {
      // refused below like any other text that is no address
    }
    throw Refusal.invalid(
        field,
        "must have one address each such as ada@example.org or Ada <ada@example.org>, not '%s'"
            .formatted(text.replaceAll("\\p{Cntrl}", " ")));
  }

  // Servers that take other letters in front of the @ are rare; a domain has a form in ASCII.
  private static String plain(String address) throws AddressException {
    int at = address.lastIndexOf('@');
    if (at < 1 || at == address.length() - 1) {
      throw new AddressException("no domain");
    }
    String name = address.substring(0, at);
    if (!StandardCharsets.US_ASCII.newEncoder().canEncode(name)) {
      throw new AddressException("letters that are not ASCII");
    }
    return name + "@" + IDN.toASCII(address.substring(at + 1));
  }
}
