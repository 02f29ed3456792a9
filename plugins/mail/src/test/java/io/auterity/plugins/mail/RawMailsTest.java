package io.auterity.plugins.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.user.GreenMailUser;
import io.auterity.spi.mail.Mail;
import io.auterity.spi.mail.MailAddress;
import io.auterity.spi.mail.MailQuery;
import io.auterity.spi.mail.MailService;
import io.auterity.spi.mail.WhichMail;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.address.Mailbox;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.MimeConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The raw mails that Apache James and MIME-tools are tested with, many of them written badly: each
 * is read, and subject and sender are those that Mime4j reads.
 */
class RawMailsTest {

  /** Malformed: their MIME boundaries are missing, cut or not declared. */
  private static final Set<String> UNREADABLE =
      Set.of(
          "badbound",
          "double-semicolon",
          "double-semicolon2",
          "ending-boundaries",
          "missing-boundary",
          "missing-inner-boundary",
          "missing-inner-start-boundary",
          "multipartnopart",
          "very-long-boundary",
          "very-very-long-boundary",
          "weird-boundary");

  private static final List<Raw> MAILS = read();

  private static final MimeConfig LENIENT =
      MimeConfig.custom().setMaxLineLen(-1).setMaxHeaderLen(-1).build();

  @SuppressWarnings("NullAway.Init")
  private static MailHost host;

  @SuppressWarnings("NullAway.Init")
  private static FakeProvider provider;

  @SuppressWarnings("NullAway.Init")
  private static MailService mail;

  /** As they lie in the mailbox, the oldest first. */
  @SuppressWarnings("NullAway.Init")
  private static List<Mail> listed;

  /** A raw mail, and where it is among those of the mailbox; a letter is a byte. */
  record Raw(int place, String name, String letters) {

    byte[] bytes() {
      return letters.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeAll
  static void deliver() {
    host = MailHost.plain();
    GreenMailUser user = host.newUser();
    provider = host.provider(user);
    mail = new MailConnector(InstantSource.fixed(Instant.EPOCH)).open(provider);
    MAILS.forEach(raw -> MailHost.deliver(user, raw.bytes()));
    listed =
        mail.listMessages(
                MailQuery.builder().limit(200).build(), FakeCall.of("mail.message.list", provider))
            .items()
            .reversed();
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  private static List<Raw> read() {
    List<Raw> mails = new ArrayList<>();
    URL folder = Objects.requireNonNull(RawMailsTest.class.getResource("/testmsgs/"));
    try (FileSystem jar = FileSystems.newFileSystem(folder.toURI(), Map.of());
        Stream<Path> all = Files.walk(jar.getPath("/"))) {
      for (Path file : all.filter(it -> it.toString().endsWith(".msg")).sorted().toList()) {
        String name = file.getFileName().toString().replace(".msg", "");
        mails.add(new Raw(mails.size(), name, Files.readString(file, StandardCharsets.ISO_8859_1)));
      }
    } catch (IOException | URISyntaxException e) {
      throw new AssertionError(e);
    }
    return mails;
  }

  static List<Raw> mails() {
    return MAILS;
  }

  @Test
  void theyAreListedTogether() {
    assertThat(listed).hasSameSizeAs(MAILS).hasSizeGreaterThanOrEqualTo(60);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mails")
  void eachIsRead(Raw raw) throws IOException {
    DefaultMessageBuilder judge = new DefaultMessageBuilder();
    judge.setMimeEntityConfig(LENIENT);
    Message expected = judge.parseMessage(new ByteArrayInputStream(raw.bytes()));

    Mail read = listed.get(raw.place());

    assertThat(read.subject()).isEqualTo(line(expected.getSubject()));
    assertThat(address(read.from())).isEqualTo(sender(expected));
    assertThat(read.extra().get("unreadable") != null).isEqualTo(UNREADABLE.contains(raw.name()));
    if (UNREADABLE.contains(raw.name())) {
      assertThat(read.text()).isNotBlank();
    }
  }

  @Test
  void anUnknownTransferEncodingIsReadAs8bit() {
    Raw raw = MAILS.stream().filter(it -> it.name().equals("x-gzip64")).findFirst().orElseThrow();

    Mail read =
        mail.getMessage(
            new WhichMail(listed.get(raw.place()).ref()),
            FakeCall.of("mail.message.get", provider));

    assertThat(read.text()).startsWith("H4sI");
  }

  private static String line(@Nullable String subject) {
    return subject == null ? "" : subject.strip();
  }

  private static @Nullable String address(@Nullable MailAddress from) {
    return from == null ? null : from.address();
  }

  private static @Nullable String sender(Message expected) {
    return expected.getFrom() == null
        ? null
        : expected.getFrom().stream().findFirst().map(Mailbox::getAddress).orElse(null);
  }
}
