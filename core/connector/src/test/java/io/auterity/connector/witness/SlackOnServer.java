package io.auterity.connector.witness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.connector.witness.EmulatorFaults.Fault;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.Ref;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.auterity.spi.messaging.ChatMessage;
import io.auterity.spi.messaging.MessageQuery;
import io.auterity.testkit.contract.ContractSubject;
import io.auterity.testkit.contract.messaging.MessagingContract;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code slack.yaml} before an emulator that Slack did not write. */
@EnabledIfSystemProperty(named = "auterity.witness.emulate", matches = ".+")
class SlackOnServer extends MessagingContract {

  private static final WitnessedFile FILE =
      WitnessedFile.ofEmulator(RealServer.of("emulate", "slack"), "slack", "slack", "emulate");

  @RegisterExtension
  @Order(2)
  static final EvidenceRun RUN = FILE.run();

  @RegisterExtension
  @Order(1)
  static final EmulatorFaults FAULTS =
      new EmulatorFaults(
          Map.of("aListHasWhatWasSentInATime", new Fault("it lists all, whatever the time is")),
          RUN);

  @Override
  protected ContractSubject subject() {
    return FILE;
  }

  @Override
  protected ProviderContext provider() {
    Json address = Json.of(FILE.server().url().toString());
    return FILE.provider().withConfig(Json.EMPTY.with("url", address).with("files", address));
  }

  // As https://docs.slack.dev/messaging/working-with-files has it.
  @Override
  protected Optional<Ref> messageWithFile(Ref channel, String name, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    Json.Obj place =
        answer(
            "/api/files.getUploadURLExternal",
            Json.EMPTY
                .with("filename", Json.of(name))
                .with("length", Json.of((long) bytes.length)));
    String file = Objects.requireNonNull(place.text("file_id"));
    sent(URI.create(Objects.requireNonNull(place.text("upload_url"))), bytes, "text/plain");
    Json.Obj made =
        answer(
            "/api/files.completeUploadExternal",
            Json.EMPTY
                .with("files", Json.array(List.of(Json.EMPTY.with("id", Json.of(file)))))
                .with("channel_id", Json.of(channel.id())));
    assertThat(made.get("ok")).as(made.toString()).isEqualTo(Json.of(true));
    MessageQuery newest = new MessageQuery(channel, null, null, null, null, 1);
    return instance().listMessages(newest, call("message.list")).items().stream()
        .map(ChatMessage::ref)
        .findFirst();
  }

  private Json.Obj answer(String path, Json body) {
    byte[] reply =
        sent(
            FILE.server().url().resolve(path), body.toString().getBytes(UTF_8), "application/json");
    return (Json.Obj) new JsonReader(10_000).read(reply);
  }

  private byte[] sent(URI to, byte[] body, String type) {
    WireRequest request = new WireRequest("POST", to, Map.of("content-type", List.of(type)), body);
    return FILE.provider().transport().send(request, call("file.get")).body();
  }

  @Override
  protected Ref unknownMessage(Ref channel) {
    return new Ref(channel.provider(), channel.id() + "/1503435956.000247");
  }

  @Override
  protected Optional<ProviderContext> refusing(FailureCode code) {
    // The emulator takes any token.
    Optional<Transport> vendor =
        code == FailureCode.UNAUTHENTICATED
            ? Optional.of(Answers.of(200, "{\"ok\": false, \"error\": \"invalid_auth\"}"))
            : Answers.refusing(code);
    return vendor.map(FILE.provider()::withTransport);
  }
}
