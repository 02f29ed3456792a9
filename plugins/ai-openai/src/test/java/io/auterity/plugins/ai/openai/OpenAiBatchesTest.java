package io.auterity.plugins.ai.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.WireBatches;
import io.auterity.spi.WireBatches.Line;
import io.auterity.spi.WireBatches.Result;
import io.auterity.spi.WireBatches.Standing;
import io.auterity.spi.WireRequest;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.manifest.ManifestFileReader;
import io.auterity.testkit.transport.ScriptedReply;
import io.auterity.testkit.transport.ScriptedTransport;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What batches ask of the vendor, request by request, and how its answers are read. */
class OpenAiBatchesTest {

  private static final String ID = "0198c0de-0000-7000-8000-000000000001";
  private static final WireRequest CHAT =
      WireRequest.json(
          URI.create("https://vendor.example/openai/v1/chat/completions"),
          "{\"model\":\"m\",\n\"messages\":[]}".getBytes(UTF_8));

  private ScriptedTransport transport = new ScriptedTransport(List.of());

  private WireBatches batches(ScriptedReply... replies) {
    transport = new ScriptedTransport(Arrays.asList(replies));
    return (WireBatches)
        OpenAiConnector.of(ManifestFileReader.of(OpenAiPlugin.class).connectors().getFirst())
            .open(call().provider());
  }

  private FakeCall call() {
    return FakeCall.of(
        "ai.batch",
        new FakeProvider("p", ManifestFileReader.of(OpenAiPlugin.class))
            .withConfig(Json.object(Map.of("url", Json.of("https://vendor.example/openai/v1"))))
            .withTransport(transport));
  }

  private static ScriptedReply json(String text) {
    return ScriptedReply.of(200, text.replace('\'', '"'));
  }

  private List<String> asked() {
    return transport.requests().stream()
        .map(request -> request.method() + " " + request.uri())
        .map(request -> request.replace("https://vendor.example/openai/v1/", ""))
        .toList();
  }

  private String body(int request) {
    return new String(transport.requests().get(request).body(), UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, chat/completions, true",
    "POST, embeddings, true",
    "POST, responses, true",
    "GET, chat/completions, false",
    "POST, images/generations, false",
    "POST, files, false",
  })
  void onlyWhatTheVendorTakesGoesInABatch(String method, String path, boolean taken) {
    WireRequest request =
        new WireRequest(
            method, URI.create("https://vendor.example/openai/v1/" + path), Map.of(), new byte[0]);

    assertThat(batches().takes(request)).isEqualTo(taken);
  }

  @Test
  void aBatchIsAFileOfTheVeryRequestsAndABatchOfThatFile() {
    WireBatches batches = batches(json("{'id':'file-1'}"), json("{'id':'batch-1'}"));

    String ref =
        batches.create(ID, List.of(new Line(ID + "-1", CHAT), new Line(ID + "-2", CHAT)), call());

    assertThat(ref).isEqualTo("batch-1");
    assertThat(asked()).containsExactly("POST files", "POST batches");
    assertThat(body(0))
        .contains("name=\"purpose\"\r\n\r\nbatch\r\n")
        .contains(
            """
            {"custom_id":"ID-1","method":"POST","url":"/v1/chat/completions","body":{"model":"m", "messages":[]}}
            {"custom_id":"ID-2","method":"POST","url":"/v1/chat/completions","body":{"model":"m", "messages":[]}}
            """
                .replace("ID", ID));
    assertThat(body(1))
        .isEqualTo(
            ("{'input_file_id':'file-1','endpoint':'/v1/chat/completions',"
                    + "'completion_window':'24h','metadata':{'auterity_batch':'%s'}}")
                .formatted(ID)
                .replace('\'', '"'));
  }

  @Test
  void aFileOfWhichNoBatchWasMadeIsTakenBack() {
    WireBatches batches =
        batches(
            json("{'id':'file-1'}"),
            ScriptedReply.of(400, "{\"error\":{\"message\":\"No such model.\"}}"),
            json("{}"));

    Failure failure =
        Failures.expect(
            FailureCode.INVALID,
            () -> batches.create(ID, List.of(new Line(ID + "-1", CHAT)), call()));

    assertThat(failure.message()).contains("No such model.");
    assertThat(asked()).containsExactly("POST files", "POST batches", "DELETE files/file-1");
  }

  @Test
  void aFileOfWhichABatchMayHaveBeenMadeStays() {
    WireBatches batches = batches(json("{'id':'file-1'}"), ScriptedReply.of(502, ""));

    Failures.expect(
        FailureCode.UNAVAILABLE,
        () -> batches.create(ID, List.of(new Line(ID + "-1", CHAT)), call()));

    assertThat(asked()).containsExactly("POST files", "POST batches");
  }

  @Test
  void aBatchIsFoundByOurIdOnWhateverPage() {
    WireBatches batches =
        batches(
            json("{'data':[{'id':'b-2','metadata':null},{'id':'b-1','metadata':{'x':'y'}}]}"),
            json("{'data':[{'id':'b-0','metadata':{'auterity_batch':'%s'}}]}".formatted(ID)));

    assertThat(batches.find(ID, call())).contains("b-0");
    assertThat(asked()).containsExactly("GET batches?limit=100", "GET batches?limit=100&after=b-1");
  }

  @Test
  void whatTheVendorHasNotIsNotFound() {
    assertThat(batches(json("{'data':[]}")).find(ID, call())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "validating, false",
    "in_progress, false",
    "finalizing, false",
    "cancelling, false",
    "completed, true",
    "expired, true",
    "cancelled, true",
    "whatever, false",
  })
  void whatTheVendorTellsOfABatch(String status, boolean ended) {
    WireBatches batches = batches(json("{'id':'b','status':'%s'}".formatted(status)));

    assertThat(batches.standing("b", call())).isEqualTo(new Standing(ended, null));
    assertThat(asked()).containsExactly("GET batches/b");
  }

  @ParameterizedTest
  @CsvSource({"token_limit_exceeded, RATE_LIMITED", "model_not_found, UNSUPPORTED"})
  void aBatchThatIsRefusedSaysWhy(String code, FailureCode told) {
    WireBatches batches =
        batches(
            json(
                "{'id':'b','status':'failed','errors':{'data':[{'code':'%s','message':'why'}]}}"
                    .formatted(code)));

    Failure failure = Objects.requireNonNull(batches.standing("b", call()).failure());

    assertThat(failure.code()).isEqualTo(told);
    assertThat(failure.message()).endsWith("why");
  }

  @Test
  void eachLineOfBothFilesOfResultsIsTold() {
    WireBatches batches =
        batches(
            json("{'id':'b','status':'completed','output_file_id':'f-1','error_file_id':'f-2'}"),
            json(
                """
                {'custom_id':'1','response':{'status_code':200,'body':{'id':'c'}},'error':null}
                nonsense
                {'custom_id':'2','response':{'status_code':200,'body':{'id':'d'}}}\
                """),
            json(
                """
                {'custom_id':'3','response':{'status_code':400,'body':{'error':{'message':'no'}}}}
                {'custom_id':'4','response':null,'error':{'code':'batch_expired','message':'late'}}
                {'custom_id':'5','response':null,'error':{'code':'batch_cancelled','message':'x'}}
                """));
    List<Result> results = new ArrayList<>();

    batches.results("b", results::add, call());

    assertThat(asked())
        .containsExactly("GET batches/b", "GET files/f-1/content", "GET files/f-2/content");
    assertThat(results).extracting(Result::line).containsExactly("1", "2", "3", "4", "5");
    assertThat(new String(Objects.requireNonNull(results.getFirst().response()).body(), UTF_8))
        .isEqualTo("{\"id\":\"c\"}");
    assertThat(Objects.requireNonNull(results.get(2).response()).status()).isEqualTo(400);
    assertThat(Objects.requireNonNull(results.get(3).failure()).code())
        .isEqualTo(FailureCode.TIMEOUT);
    assertThat(Objects.requireNonNull(results.get(4).failure()).code())
        .isEqualTo(FailureCode.UNAVAILABLE);
  }

  @Test
  void anAnswerThatIsTooLongFailsAloneAndTheOthersAreTold() {
    WireBatches batches =
        batches(
            json("{'id':'b','status':'completed','output_file_id':'f-1'}"),
            json(
                """
                {'id':'batch_req_1', 'custom_id':'1','response':{'body':{'id':'%s'}}}
                {'custom_id':'2','response':{'status_code':200,'body':{'id':'d'}}}
                """
                    .formatted("x".repeat(32 << 20))));
    List<Result> results = new ArrayList<>();

    batches.results("b", results::add, call());

    assertThat(results).extracting(Result::line).containsExactly("1", "2");
    assertThat(Objects.requireNonNull(results.getFirst().failure()).code())
        .isEqualTo(FailureCode.TOO_LARGE);
    assertThat(results.getLast().failure()).isNull();
  }

  @Test
  void resultsThatCannotBeReadAreAFailure() {
    WireBatches batches =
        batches(
            json("{'id':'b','status':'completed','output_file_id':'f-1'}"),
            ScriptedReply.of(404, "{\"error\":{\"message\":\"No such file.\"}}"));

    Failures.expect(FailureCode.NOT_FOUND, () -> batches.results("b", result -> {}, call()));
  }

  @Test
  void aBatchIsCancelledByName() {
    batches(json("{'id':'b','status':'cancelling'}")).cancel("b", call());

    assertThat(asked()).containsExactly("POST batches/b/cancel");
  }
}
