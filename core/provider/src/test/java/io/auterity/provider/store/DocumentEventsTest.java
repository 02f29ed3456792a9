package io.auterity.provider.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.outbox.EventSchema;
import io.auterity.provider.call.HostServices;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Documents;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.Documents.RaisedEvent;
import io.auterity.spi.Documents.Writer;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A document and the event about it are there together, or neither is. */
@Tag("postgresql")
class DocumentEventsTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final String SENT = "messaging.message.created";
  private static final Document MESSAGE =
      new Document("message", "m1", Json.EMPTY.with("text", Json.of("Grüße")));

  private final TenantScope tenant = db.newTenant();
  private final Documents documents =
      new HostServices(name -> name)
          .serve(StoredDocumentsTest.documentsOf(db).of(tenant, "chat"), List.of(SENT));

  @BeforeEach
  void apply() {
    AppliedProvider.apply(db, tenant, "chat");
  }

  private static void send(Writer writer) {
    writer.addOrGet(MESSAGE, Map.of());
    writer.raise(new RaisedEvent(SENT, "m1", MESSAGE.body()));
  }

  private List<String> events() {
    try (Connection connection = db.logins().engine().connect();
        PreparedStatement query =
            connection.prepareStatement("select event from outbox where tenant = ? order by id")) {
      query.setObject(1, tenant.tenant());
      List<String> found = new ArrayList<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.add(new String(rows.getBytes(1), StandardCharsets.UTF_8));
        }
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Connections that broke are found out by their first use. */
  private void replaceConnections() {
    for (int left = 50; left > 0; left--) {
      try {
        var _ = documents.get("message", "m1");
        var _ = events();
        return;
      } catch (CallFailedException e) {
        assertThat(e.failure().code()).isEqualTo(FailureCode.UNAVAILABLE);
      }
    }
  }

  private void nothingIsLeft() {
    assertThat(documents.get("message", "m1")).isEmpty();
    assertThat(events()).isEmpty();
  }

  @Test
  void anEventIsThereWithItsDocument() {
    var _ =
        documents.write(
            writer -> {
              send(writer);
              return true;
            });

    assertThat(documents.get("message", "m1")).contains(MESSAGE);
    assertThat(events())
        .singleElement()
        .satisfies(
            event -> {
              EventSchema.assertFits(event);
              assertThat(event)
                  .contains("\"io.auterity.messaging.message.created.v1\"", "\"/providers/chat\"")
                  .contains("\"provider\":\"chat\"", "\"text\":\"Grüße\"")
                  .contains(tenant.tenant().toString());
            });
  }

  @Test
  void aWriterThatFailsAfterItsEventRaisesNone() {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                documents.write(
                    writer -> {
                      send(writer);
                      throw new IllegalStateException("after the event");
                    }));

    nothingIsLeft();
  }

  @Test
  void anEventOfAnotherTypeUndoesItsDocument() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(
            () ->
                documents.write(
                    writer -> {
                      writer.addOrGet(MESSAGE, Map.of());
                      writer.raise(new RaisedEvent("run.completed", "run_1", Json.EMPTY));
                      return true;
                    }))
        .withMessage(
            "events of type 'run.completed' are none of this connector, which raises"
                + " [messaging.message.created]");

    nothingIsLeft();
  }

  @Test
  void aDatabaseThatGoesAwayInTheMiddleHasNeither() {
    try {
      assertThatExceptionOfType(CallFailedException.class)
          .isThrownBy(
              () ->
                  documents.write(
                      writer -> {
                        send(writer);
                        db.goAway();
                        return true;
                      }));
    } finally {
      db.comeBack();
    }
    replaceConnections();

    nothingIsLeft();
  }

  @Test
  void aTransactionRaisesNoMoreThanAHundred() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(
            () ->
                documents.write(
                    writer -> {
                      for (int i = 0; i <= 100; i++) {
                        writer.raise(new RaisedEvent(SENT, "m" + i, Json.EMPTY));
                      }
                      return true;
                    }))
        .withMessage("a transaction raises at most 100 events");

    nothingIsLeft();
  }
}
