package io.auterity.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.connector.ExampleFile.Things;
import io.auterity.connector.check.ConnectorCheck;
import io.auterity.connector.file.BadConnectorException;
import io.auterity.connector.file.ConnectorFileReader;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.spi.Json;
import io.auterity.spi.WebhookReading;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Events of a kind's record that a vendor has no operation for, and what it waits for. */
class EventRepliesTest {

  private static final Binder BINDER = new Binder();
  private static final ConnectorCheck CHECK =
      new ConnectorCheck(Catalogue.of(BINDER, List.of(Things.class)));

  private static final String LISTED =
      """
      request: GET /things
      page: pages
      items: ${body}
      result: {ref: "${it.id}", name: "${it.name}"}
      """;

  private static final String SECTION =
      """
      {style: whole}
      records:
        made: {ref: "${it.id}", name: "${it.name}"}
      webhooks:
        signature: {scheme: hmac-sha256, header: x-sig}
        each: ${body.all}
        events:
          - {when: "${has(it.id)}", type: thing.thing.made, record: made, form: thing.put, data: "${it}", reply: {type: 6, of: "${it.id}"}}
          - {when: "${has(it.note)}", type: thing.note.left, data: {note: "${it.note}"}, reply: "${it.reply}"}
      """;

  private static WebhookReading.Events told(String items) {
    String body = "{\"all\": [%s]}".formatted(items);
    return (WebhookReading.Events)
        new WebhookFile(plugin(SECTION)).signed("x-sig", "", body, Map.of());
  }

  private static DataPlugin plugin(String section) {
    byte[] text = ExampleFile.listing(LISTED, section).getBytes(UTF_8);
    return new DataPlugin(
        CHECK.check(new ConnectorFileReader(id -> null).read("example", text)),
        List.of(Things.class),
        BINDER);
  }

  private static @Nullable Json replied(String items) {
    return told(items).reply();
  }

  @Test
  void aRecordOfAnOperationThatTheVendorLacksNamesItsProvider() {
    WebhookReading.Event event = told("{\"id\": \"7\", \"name\": \"n\"}").events().getFirst();

    assertThat(event.record().get("ref"))
        .isEqualTo(Json.EMPTY.with("provider", Json.of("mine")).with("id", Json.of("7")));
  }

  @Test
  void whatIsNoSuchRecordIsNotToldAndNotAnswered() {
    String nameless = "{\"all\": [{\"id\": \"7\"}]}";

    assertThat(new WebhookFile(plugin(SECTION)).signed("x-sig", "", nameless, Map.of()))
        .isInstanceOf(WebhookReading.Unknown.class);
  }

  @Test
  void aVendorIsAnsweredWithWhatItsEventSays() {
    assertThat(replied("{\"id\": \"7\", \"name\": \"n\"}"))
        .isEqualTo(Json.EMPTY.with("type", Json.of(6)).with("of", Json.of("7")));
    assertThat(replied("{\"note\": \"n\", \"reply\": \"\"}")).isEqualTo(Json.of(""));
    assertThat(replied("{\"note\": \"n\"}")).isNull();
  }

  @Test
  void ofSeveralEventsTheFirstReplyCounts() {
    assertThat(
            replied(
                "{\"note\": \"n\"}, {\"note\": \"n\", \"reply\": \"a\"}, {\"note\": \"n\","
                    + " \"reply\": \"b\"}"))
        .isEqualTo(Json.of("a"));
  }

  @Test
  void anOperationThatTheKindHasNotIsRefusedAtLoad() {
    assertThatExceptionOfType(BadConnectorException.class)
        .isThrownBy(() -> plugin(SECTION.replace("form: thing.put", "form: thing.drop")))
        .withMessageContaining("webhooks.events[0].form")
        .withMessageContaining("thing has no operation 'thing.drop'");
  }
}
