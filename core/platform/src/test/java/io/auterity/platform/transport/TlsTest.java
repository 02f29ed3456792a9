package io.auterity.platform.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

  private static final String TRUST = "javax.net.ssl.trustStore";
  private static final String TRUST_PASSWORD = "javax.net.ssl.trustStorePassword";
  private static final String PASSWORD = "changeit";

  @TempDir static Path folder;
  private static HttpsServer server;
  private static TransportHouse house;

  @BeforeAll
  static void open() throws Exception {
    Path store = folder.resolve("server.p12");
    makeKey(store);
    server = server(store);
    System.setProperty(TRUST, store.toString());
    System.setProperty(TRUST_PASSWORD, PASSWORD);
    house =
        new TransportHouse(
            Set.of("api.test:* for *", "other.test:* for *"),
            Map.of("api.test", "127.0.0.1", "other.test", "127.0.0.1"));
  }

  @AfterAll
  static void close() {
    house.close();
    server.stop(0);
    System.clearProperty(TRUST);
    System.clearProperty(TRUST_PASSWORD);
  }

  @Test
  void trustsWhatTheMachineTrusts() {
    String url = url("api.test");

    assertThat(
            house
                .bind(url)
                .send(TransportHouse.get(url), TestCall.lasting(Duration.ofSeconds(20)))
                .status())
        .isEqualTo(204);
  }

  @Test
  void refusesACertificateOfAnotherHost() {
    String url = url("other.test");

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(
            () ->
                house
                    .bind(url)
                    .send(TransportHouse.get(url), TestCall.lasting(Duration.ofSeconds(20))))
        .satisfies(
            e -> {
              assertThat(e.failure().code()).isEqualTo(FailureCode.UNAVAILABLE);
              assertThat(e.failure().applied()).isEqualTo(Applied.NO);
              assertThat(e.failure().message())
                  .endsWith("its certificate is not for this host or not in order");
            });
  }

  private static String url(String host) {
    return "https://%s:%d/".formatted(host, server.getAddress().getPort());
  }

  private static void makeKey(Path store) throws IOException, InterruptedException {
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process process =
        new ProcessBuilder(
                keytool.toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=api.test",
                "-ext",
                "san=dns:api.test",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isZero();
  }

  private static HttpsServer server(Path store) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    HttpsServer https =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    https.setHttpsConfigurator(new HttpsConfigurator(context));
    https.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    https.start();
    return https;
  }
}
