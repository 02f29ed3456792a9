package io.auterity.connector.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auterity.connector.witness.EmulatorFaults.Fault;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Call;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.Ref;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.ContractSubject;
import io.auterity.testkit.contract.mail.MailContract;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * {@code gmail.yaml} before an emulator that Google did not write. It delivers no mail: what was
 * sent is had to come in beside the connector.
 */
@EnabledIfSystemProperty(named = "auterity.witness.emulate", matches = ".+")
class GmailOnServer extends MailContract {

  private static final String OWN = "ada@example.test";
  private static final String MESSAGES = "/gmail/v1/users/me/messages";
  private static final RealServer GOOGLE = RealServer.of("emulate", "google");
  private static final WitnessedFile FILE =
      WitnessedFile.ofEmulator(GOOGLE, "gmail", "gmail", "emulate");

  @RegisterExtension
  @Order(2)
  static final EvidenceRun RUN = FILE.run();

  @RegisterExtension
  @Order(1)
  static final EmulatorFaults FAULTS =
      new EmulatorFaults(
          Map.of(
              "whatAProgramSendsSaysSo",
              new Fault("it forgets other headers than those it knows"),
              "aListHasWhatFits",
              new Fault("it looks for words in headers as they are encoded"),
              "anUnknownFolderIsNotFound",
              new Fault("a label that is not there has no messages")),
          RUN);

  @BeforeEach
  void empty() {
    Json.Obj listed =
        asked(WireRequest.get(place(MESSAGES + "?maxResults=500&includeSpamTrash=true")));
    if (listed.get("messages") instanceof Json.Arr(List<Json> found) && !found.isEmpty()) {
      List<Json> ids = found.stream().map(each -> ((Json.Obj) each).get("id")).toList();
      Json _ = asked(json(MESSAGES + "/batchDelete", Json.EMPTY.with("ids", Json.array(ids))));
    }
  }

  @Override
  protected ContractSubject subject() {
    return FILE;
  }

  @Override
  protected ProviderContext provider() {
    FakeProvider plain = plain();
    return plain.withTransport(new Delivering(plain.transport()));
  }

  private static FakeProvider plain() {
    return FILE.provider()
        .withConfig(
            Json.EMPTY.with("api", Json.of(GOOGLE.url().toString())).with("from", Json.of(OWN)));
  }

  @Override
  protected String own() {
    return OWN;
  }

  @Override
  protected String otherFolder() {
    return "CATEGORY_FORUMS";
  }

  @Override
  protected Ref unknownMessage() {
    return new Ref("mine", "msg_unknown");
  }

  @Override
  protected Optional<ProviderContext> refusing(FailureCode code) {
    return Answers.refusing(code).map(plain()::withTransport);
  }

  private static URI place(String path) {
    return GOOGLE.url().resolve(path);
  }

  private static WireRequest json(String path, Json body) {
    return WireRequest.json(place(path), body.toString().getBytes(UTF_8));
  }

  private static Json.Obj asked(WireRequest request) {
    FakeProvider plain = plain();
    return read(plain.transport().send(request, FakeCall.of("prepare", plain)));
  }

  private static Json.Obj read(WireResponse response) {
    return response.body().length == 0
        ? Json.EMPTY
        : new JsonReader(30_000_000).readObject(response.body());
  }

  /** Has what was sent come in. */
  private record Delivering(Transport to) implements Transport {

    @Override
    public WireResponse send(WireRequest request, Call call) {
      WireResponse response = to.send(request, call);
      if (request.uri().getPath().endsWith("/messages/send") && response.succeeded()) {
        Json _ =
            asked(
                request
                    .withUri(place("/upload" + MESSAGES + "/import"))
                    .withBody(delivered(request, read(response).text("id"))));
      }
      return response;
    }

    // Where the message names no id, the one that the emulator made of its own.
    private static byte[] delivered(WireRequest sent, @Nullable String id) {
      String message = new String(sent.body(), UTF_8);
      return message.contains("\r\nMessage-ID: ")
          ? sent.body()
          : "Message-ID: <%s@emulate.google.local>\r\n%s".formatted(id, message).getBytes(UTF_8);
    }

    @Override
    public WireStream open(WireRequest request, Call call) {
      return to.open(request, call);
    }
  }
}
