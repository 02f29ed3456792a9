package io.auterity.plugins.mail;

import io.auterity.toolkit.Refusal;
import java.net.URI;

/**
 * A mail server of a provider.
 *
 * @param protocol of Jakarta Mail, smtp or imap
 * @param host as its certificate names it
 * @param tls one of the words of {@link MailConfig#smtpTls}
 */
record MailServer(String protocol, String host, int port, String tls) {

  /**
   * The server of a field of the configuration.
   *
   * @throws io.auterity.spi.CallFailedException {@code invalid}, naming the field
   */
  static MailServer of(String protocol, String address, String tls) {
    try {
      URI server = URI.create(address);
      String host = server.getHost();
      if (host != null && server.getPort() > 0 && server.getPort() <= 65_535) {
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return new MailServer(protocol, bare, server.getPort(), tls);
      }
    } catch (IllegalArgumentException e) {
      // refused below like any other text that is no address
    }
    throw Refusal.invalid(
        protocol, "must be host and port such as tcp://%s.example.org:993".formatted(protocol));
  }

  boolean encrypted() {
    return !tls.equals("off");
  }
}
