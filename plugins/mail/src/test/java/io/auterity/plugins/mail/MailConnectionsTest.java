package io.auterity.plugins.mail;

import static io.auterity.testkit.contract.Failures.expect;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.user.GreenMailUser;
import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.mail.MailFolderQuery;
import io.auterity.spi.mail.MailService;
import io.auterity.spi.mail.NewMail;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.transport.PlainHttpTransport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How mail servers are reached: encrypted, within the call's time, and what is known after it. */
class MailConnectionsTest {

  private static final NewMail MAIL =
      NewMail.builder(List.of("ada@example.test"), "Hello", "Text").build();

  private static FakeProvider provider(Map<String, String> more) {
    Map<String, Json> config =
        new LinkedHashMap<>(
            Map.of(
                "from", Json.of("bot@example.test"),
                "smtpTls", Json.of("off"),
                "imapTls", Json.of("off"),
                "draftsFolder", Json.of("Drafts")));
    more.forEach((name, value) -> config.put(name, Json.of(value)));
    return new FakeProvider("box", MailHost.MANIFEST)
        .withConfig(Json.object(config))
        .withSecrets(Map.of("pass", "s3cret"))
        .withTransport(new PlainHttpTransport());
  }

  private static FakeProvider withLogin(FakeProvider provider) {
    return provider.withConfig(provider.config().with("login", MailHost.login("bot")));
  }

  private static MailService open(FakeProvider provider) {
    return new MailConnector(InstantSource.fixed(Instant.EPOCH)).open(provider);
  }

  private static Failure failed(FailureCode code, FakeProvider provider, FakeCall call) {
    return expect(code, () -> open(provider).sendMessage(MAIL, call));
  }

  private static FakeCall sending(FakeProvider provider) {
    return FakeCall.of("mail.message.send", provider).withRemaining(Duration.ofSeconds(2));
  }

  private static String smtp(String line, String atTheEnd) {
    return switch (line.split(" ", 2)[0]) {
      case "EHLO" -> "250 here";
      case "MAIL", "RCPT", "RSET" -> "250 ok";
      case "DATA" -> "354 go on";
      case "." -> atTheEnd;
      default -> "";
    };
  }

  @Test
  void whatIsNotAnsweredAtTheEndIsInDoubt() throws IOException {
    try (LineServer server = LineServer.start("220 here", line -> smtp(line, ""))) {
      FakeProvider provider = provider(Map.of("smtp", "tcp://localhost:" + server.port()));

      Failure failure = failed(FailureCode.TIMEOUT, provider, sending(provider));

      assertThat(failure.applied()).isEqualTo(Applied.UNKNOWN);
      assertThat(server.heard()).contains("MAIL FROM:<bot@example.test>", ".");
    }
  }

  @Test
  void whoGoesEndsTheConnection() throws IOException {
    AtomicReference<FakeCall> call = new AtomicReference<>();
    try (LineServer server =
        LineServer.start(
            "220 here",
            line -> {
              if (line.equals(".")) {
                call.get().cancel();
              }
              return smtp(line, "");
            })) {
      FakeProvider provider = provider(Map.of("smtp", "tcp://localhost:" + server.port()));
      call.set(FakeCall.of("mail.message.send", provider));

      Failure failure = failed(FailureCode.CANCELLED, provider, call.get());

      assertThat(failure.applied()).isEqualTo(Applied.UNKNOWN);
    }
  }

  @Test
  void whatTheServerRefusesIsNotSent() throws IOException {
    Map<String, FailureCode> answers =
        Map.of(
            "550 no such user", FailureCode.FORBIDDEN,
            "552 too large", FailureCode.TOO_LARGE,
            "451 later", FailureCode.UNAVAILABLE);
    for (Map.Entry<String, FailureCode> answer : answers.entrySet()) {
      try (LineServer server = LineServer.start("220 here", line -> smtp(line, answer.getKey()))) {
        FakeProvider provider = provider(Map.of("smtp", "tcp://localhost:" + server.port()));

        Failure failure = failed(answer.getValue(), provider, sending(provider));

        assertThat(failure.applied()).as(answer.getKey()).isEqualTo(Applied.NO);
        assertThat(failure.message()).contains(answer.getKey());
      }
    }
  }

  @Test
  void aRecipientWhomTheServerRefusesKeepsItFromAll() throws IOException {
    try (LineServer server =
        LineServer.start(
            "220 here",
            line -> line.contains("eve@") ? "550 no such user" : smtp(line, "250 ok"))) {
      FakeProvider provider = provider(Map.of("smtp", "tcp://localhost:" + server.port()));
      NewMail both =
          NewMail.builder(List.of("ada@example.test", "eve@example.test"), "Hello", "Text").build();

      Failure failure =
          expect(FailureCode.INVALID, () -> open(provider).sendMessage(both, sending(provider)));

      assertThat(failure.fields()).containsOnlyKeys("to");
      assertThat(failure.message()).contains("eve@example.test");
      assertThat(server.heard()).doesNotContain("DATA");
    }
  }

  @Test
  void aServerThatDoesNotEncryptGetsNoPassword() throws IOException {
    try (LineServer server = LineServer.start("220 here", line -> smtp(line, "250 ok"))) {
      FakeProvider provider =
          withLogin(
              provider(Map.of("smtp", "tcp://localhost:" + server.port(), "smtpTls", "starttls")));

      Failure failure = failed(FailureCode.UNAVAILABLE, provider, sending(provider));

      assertThat(failure.applied()).isEqualTo(Applied.NO);
      assertThat(server.heard()).noneMatch(line -> line.startsWith("AUTH"));
    }
  }

  @Test
  void aServerThatIsNotThereIsUnavailable() throws IOException {
    int port;
    try (LineServer server = LineServer.start("220 here", line -> "")) {
      port = server.port();
    }
    FakeProvider provider = provider(Map.of("smtp", "tcp://localhost:" + port));

    assertThat(failed(FailureCode.UNAVAILABLE, provider, sending(provider)).applied())
        .isEqualTo(Applied.NO);
  }

  @Test
  void aConfigurationThatCannotWorkIsRefusedByItsField() {
    assertThat(Failures.field(() -> open(provider(Map.of())))).isEqualTo("smtp");
    assertThat(Failures.field(() -> open(provider(Map.of("smtp", "tcp://localhost:99999")))))
        .isEqualTo("smtp");
    assertThat(Failures.field(() -> open(provider(Map.of("imap", "tcp://localhost:1")))))
        .isEqualTo("login");
    assertThat(
            Failures.field(
                () -> open(provider(Map.of("smtp", "tcp://localhost:1", "from", "a\r\nb@c")))))
        .isEqualTo("from");
  }

  @Test
  void aProviderWithoutAServerSaysSo() {
    FakeProvider provider = provider(Map.of("smtp", "tcp://localhost:1"));

    Failure failure =
        expect(
            FailureCode.UNSUPPORTED,
            () ->
                open(provider)
                    .listFolders(
                        new MailFolderQuery(null, null),
                        FakeCall.of("mail.folder.list", provider)));

    assertThat(failure.message()).contains("imap");
  }

  // GreenMail brings a certificate that no authority knows; here it has one for localhost.
  @Test
  void certificatesAreHeldAgainstTheServersName(@TempDir Path folder) throws Exception {
    Path store = folder.resolve("keys.p12");
    keytool("-genkeypair", store, "-keyalg", "EC", "-dname", "CN=x", "-ext", "san=dns:localhost");
    Path certificate = folder.resolve("server.pem");
    keytool("-exportcert", store, "-rfc", "-file", certificate.toString());
    System.setProperty("greenmail.tls.keystore.file", store.toString());
    System.setProperty("greenmail.tls.keystore.password", "changeit");
    try (MailHost host = MailHost.encrypted()) {
      GreenMailUser user = host.newUser();
      FakeProvider stranger = host.provider(user);
      FakeProvider trusting =
          stranger.withConfig(
              stranger.config().with("certificate", Json.of(Files.readString(certificate))));
      FakeProvider elsewhere =
          trusting.withConfig(
              trusting.config().with("smtp", Json.of("tcp://127.0.0.1:" + host.smtp())));

      assertThat(open(trusting).sendMessage(MAIL, sending(trusting)).messageId()).isNotBlank();
      assertThat(
              open(trusting)
                  .listFolders(
                      new MailFolderQuery(null, null), FakeCall.of("mail.folder.list", trusting))
                  .items())
          .isNotEmpty();
      Failure unknown = failed(FailureCode.UNAVAILABLE, stranger, sending(stranger));
      Failure other = failed(FailureCode.UNAVAILABLE, elsewhere, sending(elsewhere));
      assertThat(unknown.message()).contains("could not be encrypted");
      assertThat(other.message()).contains("could not be encrypted");
    } finally {
      System.clearProperty("greenmail.tls.keystore.file");
      System.clearProperty("greenmail.tls.keystore.password");
    }
  }

  private static void keytool(String command, Path store, String... more) throws Exception {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                command,
                "-alias",
                "server",
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                store.toString()));
    words.addAll(List.of(more));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}
