package io.auterity.provider.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.transport.ApprovedPlaces;
import io.auterity.platform.transport.Signing;
import io.auterity.platform.transport.SocketServer;
import io.auterity.platform.transport.TestCall;
import io.auterity.platform.transport.TransportHouse;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Documents;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class TransactionTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final Document DRAFT = new Document("drafts", "a", Json.EMPTY);

  private final TenantScope tenant = db.newTenant();
  private final Documents documents = StoredDocumentsTest.documentsOf(db).of(tenant, "p");

  @BeforeEach
  void apply() {
    AppliedProvider.apply(db, tenant, "p");
  }

  @Test
  void aRequestInsideDocumentsWriteIsRefusedBeforeAnythingIsSentAndTheWriteUndone()
      throws IOException {
    try (TransportHouse house = TransportHouse.local();
        SocketServer server = new SocketServer(c -> c.reply(200, "", "ok"))) {
      String url = "http://api.test:%d/".formatted(server.port());
      Transport transport = house.bind(url);

      Failure failure =
          catchThrowableOfType(
                  CallFailedException.class,
                  () ->
                      documents.write(
                          writer -> {
                            writer.addOrGet(DRAFT, Map.of());
                            return transport.send(TransportHouse.get(url), call());
                          }))
              .failure();

      assertThat(failure.code()).isEqualTo(FailureCode.INTERNAL);
      assertThat(failure.applied()).isEqualTo(Applied.NO);
      assertThat(failure.fields()).containsEntry("reason", "in_transaction");
      assertThat(failure.message())
          .isEqualTo(
              "connector 'vendor' sends a request to %s inside Documents.write, whose transaction"
                  + " must not wait for a vendor: send it before or after",
              "api.test:" + server.port());
      assertThat(server.requests()).isEmpty();
      assertThat(documents.get("drafts", "a")).isEmpty();
    }
  }

  @Test
  void aStreamIsRefusedThereAsWell() throws IOException {
    try (TransportHouse house = TransportHouse.local();
        SocketServer server = new SocketServer(c -> c.reply(200, "", "ok"))) {
      String url = "http://api.test:%d/".formatted(server.port());

      CallFailedException refused =
          catchThrowableOfType(
              CallFailedException.class,
              () ->
                  documents.write(writer -> house.bind(url).open(TransportHouse.get(url), call())));

      assertThat(refused.failure().fields()).containsEntry("reason", "in_transaction");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void itIsRefusedBeforeAnybodyAsksWhatTheTenantIsCalled() throws IOException {
    ApprovedPlaces places =
        new ApprovedPlaces(
            List.of("api.test:* for acme"),
            scope -> db.database().inTenant(scope, transaction -> "acme"));
    try (TransportHouse house = TransportHouse.local(places)) {
      Transport transport = house.bind("http://api.test:1/", new Signing.Bearer(() -> "s"));

      CallFailedException refused =
          catchThrowableOfType(
              CallFailedException.class,
              () ->
                  documents.write(
                      writer -> transport.send(TransportHouse.get("http://api.test:1/"), call())));

      assertThat(refused.failure().fields()).containsEntry("reason", "in_transaction");
    }
  }

  @Test
  void beforeAndAfterAWriteRequestsGoOut() throws IOException {
    try (TransportHouse house = TransportHouse.local();
        SocketServer server = new SocketServer(c -> c.reply(200, "", "ok"))) {
      String url = "http://api.test:%d/".formatted(server.port());
      Transport transport = house.bind(url);

      transport.send(TransportHouse.get(url), call());
      documents.write(writer -> writer.addOrGet(DRAFT, Map.of()));

      assertThat(transport.send(TransportHouse.get(url), call()).status()).isEqualTo(200);
    }
  }

  private static TestCall call() {
    return TestCall.lasting(Duration.ofSeconds(20));
  }
}
