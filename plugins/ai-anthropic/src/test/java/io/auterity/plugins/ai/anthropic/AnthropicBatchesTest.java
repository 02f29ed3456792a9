package io.auterity.plugins.ai.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.WireBatches;
import io.auterity.spi.WireBatches.Line;
import io.auterity.spi.WireBatches.Result;
import io.auterity.spi.WireBatches.Standing;
import io.auterity.spi.WireRequest;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Role;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.manifest.ManifestFileReader;
import io.auterity.testkit.transport.ScriptedReply;
import io.auterity.testkit.transport.ScriptedTransport;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What batches ask of the vendor, request by request, and how its answers are read. */
class AnthropicBatchesTest {

  /** Of 2026-11-20T10:00:00Z. */
  private static final String ID =
      new UUID(Instant.parse("2026-11-20T10:00:00Z").toEpochMilli() << 16 | 0x7000, 1L << 63)
          .toString();

  private static final WireRequest CHAT =
      new WireRequest(
          "POST",
          URI.create("https://vendor.example/v1/messages"),
          Map.of(
              "content-type", List.of("application/json"),
              "anthropic-version", List.of("2023-06-01"),
              "anthropic-beta", List.of("context-1m")),
          "{\"model\":\"m\",\n\"max_tokens\":1}".getBytes(UTF_8));

  private ScriptedTransport transport = new ScriptedTransport(List.of());

  private WireBatches batches(ScriptedReply... replies) {
    transport = new ScriptedTransport(Arrays.asList(replies));
    return (WireBatches) new AnthropicConnector().open(call().provider());
  }

  private FakeCall call() {
    return FakeCall.of(
        "ai.batch",
        new FakeProvider("p", ManifestFileReader.of(AnthropicPlugin.class))
            .withConfig(Json.object(Map.of("url", Json.of("https://vendor.example/v1"))))
            .withTransport(transport));
  }

  private static ScriptedReply json(String text) {
    return ScriptedReply.of(200, text.replace('\'', '"'));
  }

  private static String batch(String id, String status, String created) {
    return "{'id':'%s','processing_status':'%s','created_at':'%s'}".formatted(id, status, created);
  }

  private List<String> asked() {
    return transport.requests().stream()
        .map(request -> request.method() + " " + request.uri())
        .map(request -> request.replace("https://vendor.example/v1/messages/", ""))
        .toList();
  }

  @Test
  void aBatchHoldsTheVeryRequestsAndHasTheirHeaders() {
    WireBatches batches = batches(json("{'id':'msgbatch_1','processing_status':'in_progress'}"));

    String ref =
        batches.create(ID, List.of(new Line(ID + "-1", CHAT), new Line(ID + "-2", CHAT)), call());

    assertThat(ref).isEqualTo("msgbatch_1");
    WireRequest sent = transport.requests().getFirst();
    assertThat(sent.method() + " " + sent.uri())
        .isEqualTo("POST https://vendor.example/v1/messages/batches");
    assertThat(sent.headers()).isEqualTo(CHAT.headers());
    assertThat(new String(sent.body(), UTF_8))
        .isEqualTo(
            ("{'requests':[{'custom_id':'ID-1','params':{'model':'m',\n'max_tokens':1}},"
                    + "{'custom_id':'ID-2','params':{'model':'m',\n'max_tokens':1}}]}")
                .replace('\'', '"')
                .replace("ID", ID));
  }

  @Test
  void onlyChatsGoInABatch() {
    WireBatches batches = batches();

    assertThat(batches.takes(CHAT)).isTrue();
    assertThat(
            batches.takes(
                WireRequest.json(
                    URI.create("https://vendor.example/v1/messages/count_tokens"), new byte[0])))
        .isFalse();
    assertThat(batches.takes(WireRequest.get(CHAT.uri()))).isFalse();
  }

  @Test
  void aChatOfTheConnectorIsWhatABatchTakes() {
    WireBatches batches =
        batches(
            json(
                "{'id':'msg','type':'message','role':'assistant','model':'m','content':[],"
                    + "'stop_reason':'end_turn','usage':{'input_tokens':1,'output_tokens':1,"
                    + "'service_tier':'batch'}}"));
    ChatRequest chat = ChatRequest.builder("m", List.of(Message.text(Role.USER, "Hello"))).build();
    FakeCall call = call();

    ChatResponse answer = ((AnthropicClient) batches).createChat(chat, call);

    assertThat(batches.takes(transport.requests().getFirst())).isTrue();
    assertThat(answer.usage()).isNotNull();
    assertThat(call.metered()).containsEntry("service_tier:batch", 1L);
  }

  @Test
  void aBatchOfTheTimeIsFoundByTheIdsOfItsLines() {
    WireBatches batches =
        batches(
            json(
                "{'data':[%s,%s,%s,%s]}"
                    .formatted(
                        batch("later", "ended", "2026-11-20T10:10:01Z"),
                        batch("other", "ended", "2026-11-20T10:00:05Z"),
                        batch("ours", "ended", "2026-11-20T10:00:02Z"),
                        batch("before", "ended", "2026-11-20T09:58:00Z"))),
            json("{'custom_id':'x-1','result':{'type':'expired'}}\n"),
            json("{'custom_id':'%s-7','result':{'type':'expired'}}\n".formatted(ID)));

    assertThat(batches.find(ID, call())).contains("ours");
    assertThat(asked())
        .containsExactly(
            "GET batches?limit=1000", "GET batches/other/results", "GET batches/ours/results");
  }

  @Test
  void whileABatchOfTheTimeIsUnderWayNobodyKnows() {
    WireBatches batches =
        batches(
            json(
                "{'data':[%s,%s]}"
                    .formatted(
                        batch("some", "in_progress", "2026-11-20T10:00:05Z"),
                        batch("before", "ended", "2026-11-20T09:58:00Z"))));

    Failures.expect(FailureCode.UNAVAILABLE, () -> batches.find(ID, call()));
  }

  @Test
  void withoutABatchOfTheTimeThereIsNone() {
    WireBatches batches =
        batches(
            json("{'data':[%s]}".formatted(batch("later", "ended", "2026-11-20T11:00:00Z"))),
            json("{'data':[%s]}".formatted(batch("before", "ended", "2026-11-20T09:00:00Z"))));

    assertThat(batches.find(ID, call())).isEmpty();
    assertThat(asked())
        .containsExactly("GET batches?limit=1000", "GET batches?limit=1000&after_id=later");
  }

  @ParameterizedTest
  @CsvSource({"in_progress, false", "canceling, false", "ended, true"})
  void whatTheVendorTellsOfABatch(String status, boolean ended) {
    WireBatches batches = batches(json(batch("b", status, "2026-11-20T10:00:00Z")));

    assertThat(batches.standing("b", call())).isEqualTo(new Standing(ended, null));
    assertThat(asked()).containsExactly("GET batches/b");
  }

  @Test
  void eachLineOfTheResultsIsTold() {
    WireBatches batches =
        batches(
            json(
                "{'custom_id':'1','result':{'type':'succeeded','message':{'id':'msg'}}}\n"
                    + "{'custom_id':'2','result':{'type':'errored','error':{'type':'error',"
                    + "'error':{'type':'overloaded_error','message':'busy'}}}}\n"
                    + "nonsense\n"
                    + "{'custom_id':'3','result':{'type':'canceled'}}\n"
                    + "{'custom_id':'4','result':{'type':'expired'}}"));
    List<Result> results = new ArrayList<>();

    batches.results("b", results::add, call());

    assertThat(asked()).containsExactly("GET batches/b/results");
    assertThat(results).extracting(Result::line).containsExactly("1", "2", "3", "4");
    assertThat(new String(Objects.requireNonNull(results.getFirst().response()).body(), UTF_8))
        .isEqualTo("{\"id\":\"msg\"}");
    assertThat(Objects.requireNonNull(results.get(1).response()).status()).isEqualTo(529);
    assertThat(Objects.requireNonNull(results.get(2).failure()).code())
        .isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(Objects.requireNonNull(results.get(3).failure()).code())
        .isEqualTo(FailureCode.TIMEOUT);
  }

  @Test
  void resultsThatCannotBeReadAreAFailure() {
    WireBatches batches =
        batches(
            ScriptedReply.of(404, "{\"type\":\"error\",\"error\":{\"type\":\"not_found_error\"}}"));

    Failures.expect(FailureCode.NOT_FOUND, () -> batches.results("b", result -> {}, call()));
  }

  @Test
  void aBatchIsCancelledByName() {
    batches(json(batch("b", "canceling", "2026-11-20T10:00:00Z"))).cancel("b", call());

    assertThat(asked()).containsExactly("POST batches/b/cancel");
  }
}
