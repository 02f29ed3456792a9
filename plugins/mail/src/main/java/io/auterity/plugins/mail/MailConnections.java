package io.auterity.plugins.mail;

import io.auterity.spi.Applied;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Secrets;
import io.auterity.toolkit.Cancelled;
import io.auterity.toolkit.ConnectionSlots;
import io.auterity.toolkit.Refusal;
import jakarta.mail.MessagingException;
import jakarta.mail.Service;
import jakarta.mail.Session;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.Properties;
import java.util.function.Function;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/**
 * Connections of a provider to its mail servers, at most four at a time. Each serves one call and
 * is closed, so that a changed password counts at once.
 */
final class MailConnections {

  private static final int MOST = 4;
  private static final int LONGEST_WAIT = 600_000;

  private final MailConfig config;
  private final Secrets secrets;
  private final String sender;
  private final @Nullable MailServer smtp;
  private final @Nullable MailServer imap;
  private final ConnectionSlots slots = new ConnectionSlots(MOST);

  /**
   * Those of a configuration; connects to nothing yet.
   *
   * @param sender the address that it sends by
   * @throws CallFailedException {@code invalid}, naming the field
   */
  MailConnections(MailConfig config, Secrets secrets, String sender) {
    this.config = config;
    this.secrets = secrets;
    this.sender = sender;
    this.smtp =
        config.smtp() == null ? null : MailServer.of("smtp", config.smtp(), config.smtpTls());
    this.imap =
        config.imap() == null ? null : MailServer.of("imap", config.imap(), config.imapTls());
    if (smtp == null && imap == null) {
      throw Refusal.invalid("smtp", "or imap must be given: without both there is no mail server");
    }
    if (imap != null && config.login() == null) {
      throw Refusal.invalid("login", "must be given to read by IMAP");
    }
    if (config.login() != null && config.login().secret() == null) {
      throw Refusal.invalid("login.password", "must name a secret: {secret: name}");
    }
  }

  boolean sends() {
    return smtp != null;
  }

  boolean reads() {
    return imap != null;
  }

  /** Work with a mail server, to which a connection is open. */
  @FunctionalInterface
  interface Work<S, T> {
    T with(S server) throws MessagingException, IOException;
  }

  /**
   * Reads or changes the mailbox.
   *
   * @param applied what is known of a write that broke off
   * @throws CallFailedException {@code unsupported} without a server; {@code saturated} when no
   *     connection is free in time; what the server says
   */
  <T> T imap(Call call, Applied applied, Work<IMAPStore, T> work) {
    MailServer server = needed(imap, "imap", "reads", call);
    return within(call, server, session -> new IMAPStore(session, null), applied, work);
  }

  /**
   * Sends.
   *
   * @throws CallFailedException as {@link #imap}
   */
  <T> T smtp(Call call, Work<SMTPTransport, T> work) {
    MailServer server = needed(smtp, "smtp", "sends", call);
    return within(call, server, session -> new SMTPTransport(session, null), Applied.UNKNOWN, work);
  }

  private static MailServer needed(
      @Nullable MailServer server, String field, String what, Call call) {
    if (server == null) {
      throw new CallFailedException(
          FailureCode.UNSUPPORTED,
          "provider %s %s nothing: its configuration has no field %s"
              .formatted(call.provider().id(), what, field));
    }
    return server;
  }

  private <S extends Service, T> T within(
      Call call, MailServer server, Function<Session, S> making, Applied applied, Work<S, T> work) {
    Cancelled.check(call);
    slots.acquire(call);
    try (MailSockets sockets = new MailSockets()) {
      call.onCancel(sockets::close);
      return done(call, connected(call, server, sockets, making), applied, work);
    } finally {
      slots.release();
    }
  }

  // The server is told to forget what is half done when a connection just closes.
  private static <S extends Service, T> T done(
      Call call, S service, Applied applied, Work<S, T> work) {
    try (service) {
      return work.with(service);
    } catch (MessagingException | IOException e) {
      throw MailFailures.of(e, call, applied);
    }
  }

  private <S extends Service> S connected(
      Call call, MailServer server, MailSockets sockets, Function<Session, S> making) {
    InetSocketAddress address =
        call.provider().transport().address(server.host(), server.port(), server.encrypted(), call);
    MailConfig.Login login = config.login();
    String password = login == null ? null : secrets.read(String.valueOf(login.secret()));
    try {
      S service = making.apply(session(call, server, sockets));
      service.connect(
          address.getAddress().getHostAddress(),
          address.getPort(),
          login == null ? null : login.user(),
          password);
      return service;
    } catch (MessagingException e) {
      throw MailFailures.of(e, call, Applied.NO);
    } catch (GeneralSecurityException e) {
      throw Refusal.invalid("certificate", "is none in PEM: " + e.getMessage());
    }
  }

  private Session session(Call call, MailServer server, MailSockets sockets)
      throws GeneralSecurityException {
    Properties properties = new Properties();
    String prefix = "mail." + server.protocol() + ".";
    String wait = Long.toString(Math.clamp(call.remaining().toMillis(), 1, LONGEST_WAIT));
    for (String timeout : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
      properties.setProperty(prefix + timeout, wait);
    }
    properties.put(prefix + "socketFactory", sockets.plain());
    properties.setProperty(prefix + "socketFactory.fallback", "false");
    if (server.encrypted()) {
      properties.put(
          prefix + "ssl.socketFactory", sockets.encrypting(server.host(), config.certificate()));
      boolean later = server.tls().equals("starttls");
      properties.setProperty(prefix + "ssl.enable", Boolean.toString(!later));
      properties.setProperty(prefix + "starttls.enable", Boolean.toString(later));
      properties.setProperty(prefix + "starttls.required", Boolean.toString(later));
    }
    properties.setProperty(prefix + "auth", Boolean.toString(config.login() != null));
    properties.setProperty(prefix + "auth.mechanisms", "PLAIN LOGIN");
    properties.setProperty("mail.smtp.from", sender);
    properties.setProperty("mail.smtp.localhost", sender.substring(sender.indexOf('@') + 1));
    properties.setProperty("mail.smtp.quitwait", "false");
    properties.setProperty("mail.imap.peek", "true");
    properties.setProperty("mail.imap.fetchsize", "65536");
    return Session.getInstance(properties);
  }
}
