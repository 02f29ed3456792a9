package io.auterity.plugins.mail;

import com.icegreen.greenmail.imap.ImapHostManager;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.manifest.ManifestFileReader;
import io.auterity.testkit.transport.PlainHttpTransport;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A mail server on this machine, whose users have one password. */
final class MailHost implements AutoCloseable {

  static final PluginManifest MANIFEST = ManifestFileReader.of(MailPlugin.class);
  static final String OTHER = "Archive";
  private static final String PASSWORD = "s3cret";

  private final GreenMail server;
  private final boolean encrypted;
  private final AtomicInteger users = new AtomicInteger();

  private MailHost(boolean encrypted) {
    this.encrypted = encrypted;
    String s = encrypted ? "s" : "";
    server =
        new GreenMail(
            new ServerSetup[] {
              new ServerSetup(0, "127.0.0.1", "smtp" + s),
              new ServerSetup(0, "127.0.0.1", "imap" + s)
            });
    server.start();
  }

  static MailHost plain() {
    return new MailHost(false);
  }

  static MailHost encrypted() {
    return new MailHost(true);
  }

  int smtp() {
    return encrypted ? server.getSmtps().getPort() : server.getSmtp().getPort();
  }

  int imap() {
    return encrypted ? server.getImaps().getPort() : server.getImap().getPort();
  }

  ImapHostManager folders() {
    return server.getManagers().getImapHostManager();
  }

  /** A user with a mailbox of two folders, without messages. */
  GreenMailUser newUser() {
    String name = "u" + users.incrementAndGet();
    GreenMailUser user = server.setUser(name + "@example.test", name, PASSWORD);
    create(user, OTHER);
    return user;
  }

  void create(GreenMailUser user, String folder) {
    try {
      folders().createMailbox(user, folder);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  void delete(GreenMailUser user, String folder) {
    try {
      folders().deleteMailbox(user, folder);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** A message as it stands, as if another server had sent it. */
  static void deliver(GreenMailUser user, String raw) {
    deliver(user, raw.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  static void deliver(GreenMailUser user, byte[] bytes) {
    MimeMessage message = GreenMailUtil.newMimeMessage(new ByteArrayInputStream(bytes));
    user.deliver(message);
  }

  /** A provider of that user's mailbox. */
  FakeProvider provider(GreenMailUser user) {
    Json.Obj config =
        Json.object(
            new LinkedHashMap<>(
                Map.of(
                    "smtp", Json.of("tcp://localhost:" + smtp()),
                    "imap", Json.of("tcp://localhost:" + imap()),
                    "smtpTls", Json.of(encrypted ? "tls" : "off"),
                    "imapTls", Json.of(encrypted ? "tls" : "off"),
                    "from", Json.of(user.getEmail()),
                    "draftsFolder", Json.of("Drafts"),
                    "login", login(user.getLogin()))));
    return new FakeProvider("box", MANIFEST)
        .withConfig(config)
        .withSecrets(Map.of("pass", PASSWORD))
        .withTransport(new PlainHttpTransport());
  }

  static Json.Obj login(String user) {
    return Json.object(
        Map.of("user", Json.of(user), "password", Json.object(Map.of("secret", Json.of("pass")))));
  }

  @Override
  public void close() {
    server.stop();
  }
}
