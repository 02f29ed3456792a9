package io.auterity.platform.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.json.JsonReader;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.testkit.files.Repository;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Published collections of addresses and strings that break others. */
class HostileInputTest {

  private static final String TARGETS = "corpora/web-payloads/ssrf_targets_extracted.txt";
  private static final String STRINGS = "corpora/blns/blns.json";

  /** A name leads to a cloud's metadata, as one whose owner is up to no good may. */
  private static final String METADATA = "169.254.169.254";

  @Test
  void noTargetIsReachedAndNoAddressIsLookedUp() throws IOException {
    List<URI> targets =
        Files.readAllLines(Repository.shared(TARGETS)).stream()
            .flatMap(HostileInputTest::url)
            .toList();
    List<String> lookedUp = new CopyOnWriteArrayList<>();
    try (TransportHouse house =
        new TransportHouse(
            host -> {
              lookedUp.add(host);
              return new InetAddress[] {InetAddress.getByName(METADATA)};
            })) {
      for (URI target : targets) {
        Failure failure = failure(house, new Signing.Unsigned(), target);

        assertThat(failure.code()).as("%s: %s", target, failure).isEqualTo(FailureCode.FORBIDDEN);
      }
    }

    assertThat(targets).hasSizeGreaterThan(100);
    assertThat(lookedUp)
        .contains("localhost")
        .noneMatch(host -> host.matches("[0-9.]*|.*[:%].*|0x.*"));
  }

  @Test
  void aCredentialArrivesAsItWasStoredOrNotAtAll() throws IOException {
    int sent = 0;
    try (SocketServer server = new SocketServer(c -> c.reply(200, "", ""));
        TransportHouse house = TransportHouse.local()) {
      URI url = URI.create("http://api.test:%d/".formatted(server.port()));
      for (String value : strings()) {
        Signing signing = new Signing.Named("x-api-key", () -> value);
        if (HeaderRules.isValue(value)) {
          send(house, signing, url);
          assertThat(server.requests().get(sent++)).contains("\r\nx-api-key: " + value + "\r\n");
        } else {
          Failure failure = failure(house, signing, url);
          assertThat(failure.code()).isEqualTo(FailureCode.UNAUTHENTICATED);
          assertThat(failure.toString()).doesNotContain(value);
        }
      }
      assertThat(server.requests()).hasSize(sent);
    }
    assertThat(sent).isBetween(100, strings().size() - 100);
  }

  private static List<String> strings() throws IOException {
    byte[] bytes = Files.readAllBytes(Repository.shared(STRINGS));
    return ((Json.Arr) new JsonReader(1_000_000).read(bytes))
        .items().stream().map(item -> ((Json.Str) item).value()).toList();
  }

  private static Stream<URI> url(String line) {
    try {
      return Stream.of(URI.create(line));
    } catch (IllegalArgumentException e) {
      // A provider cannot be configured with what is no URL.
      return Stream.empty();
    }
  }

  private static Failure failure(TransportHouse house, Signing signing, URI url) {
    try {
      send(house, signing, url);
    } catch (CallFailedException e) {
      return e.failure();
    }
    throw new AssertionError("reached " + url);
  }

  private static void send(TransportHouse house, Signing signing, URI url) {
    house
        .bind(url.toString(), signing)
        .send(TransportHouse.get(url.toString()), TestCall.lasting(Duration.ofSeconds(20)));
  }
}
