package io.auterity.plugins.ai.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Applied;
import io.auterity.spi.Content;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.ai.Ai;
import io.auterity.spi.ai.NewTuning;
import io.auterity.spi.ai.Tuning;
import io.auterity.spi.ai.TuningBill;
import io.auterity.spi.ai.TuningQuery;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.manifest.ManifestFileReader;
import io.auterity.testkit.transport.ScriptedReply;
import io.auterity.testkit.transport.ScriptedTransport;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What beginning and billing a job asks of the vendor, request by request. */
class TuningJobsTest {

  private static final NewTuning ASKED =
      new NewTuning("gpt-4o-mini", file("a"), file("b"), null, null, null, null, null, null);

  private static Content file(String text) {
    return Content.of("application/jsonl", text.getBytes(StandardCharsets.UTF_8));
  }

  private static ScriptedReply json(String text) {
    return ScriptedReply.of(200, text.replace('\'', '"'));
  }

  @Test
  void bothFilesAreHandedOverBeforeTheJobNamesThem() {
    ScriptedTransport transport =
        new ScriptedTransport(
            List.of(
                json("{'id':'file-1'}"),
                json("{'id':'file-2'}"),
                json("{'id':'job-1','status':'queued','model':'gpt-4o-mini'}")));
    FakeCall call = call(transport);

    assertThat(ai(call).createTuning(ASKED, call).ref()).isEqualTo(new Ref("p", "job-1"));
    assertThat(transport.requests()).hasSize(3);
    assertThat(new String(transport.requests().getLast().body(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"model\":\"gpt-4o-mini\",\"training_file\":\"file-1\","
                + "\"validation_file\":\"file-2\"}");
  }

  @Test
  void filesOfAJobThatWasRefusedAreTakenBack() {
    ScriptedTransport transport =
        new ScriptedTransport(
            List.of(
                json("{'id':'file-1'}"),
                json("{'id':'file-2'}"),
                ScriptedReply.of(400, "{\"error\":{\"message\":\"No such model.\"}}"),
                json("{}"),
                ScriptedReply.of(500, "")));
    FakeCall call = call(transport);

    Failure failure =
        Failures.expect(FailureCode.INVALID, () -> ai(call).createTuning(ASKED, call));

    assertThat(failure.applied()).isEqualTo(Applied.NO);
    assertThat(transport.requests().subList(3, 5))
        .extracting(request -> request.method() + " " + request.uri().getPath())
        .containsExactly("DELETE /v1/files/file-1", "DELETE /v1/files/file-2");
  }

  @Test
  void filesOfAJobThatMayHaveBegunStay() {
    ScriptedTransport transport =
        new ScriptedTransport(
            List.of(json("{'id':'file-1'}"), json("{'id':'file-2'}"), ScriptedReply.of(200, "?")));
    FakeCall call = call(transport);

    Failure failure =
        Failures.expect(FailureCode.UNAVAILABLE, () -> ai(call).createTuning(ASKED, call));

    assertThat(failure.applied()).isEqualTo(Applied.UNKNOWN);
    assertThat(transport.requests()).hasSize(3);
  }

  @Test
  void aFileThatCouldNotBeHandedOverBeganNoJob() {
    ScriptedTransport transport =
        new ScriptedTransport(
            List.of(json("{'id':'file-1'}"), ScriptedReply.of(200, "?"), json("{}")));
    FakeCall call = call(transport);

    Failure failure =
        Failures.expect(FailureCode.UNAVAILABLE, () -> ai(call).createTuning(ASKED, call));

    assertThat(failure.applied()).isEqualTo(Applied.NO);
    assertThat(transport.requests().getLast().method()).isEqualTo("DELETE");
  }

  @Test
  void aJobIsFoundAgainByTheNameOfItsFile() {
    String files =
        "{'data':[{'id':'file-1','filename':'ref.jsonl','created_at':200},"
            + "{'id':'file-2','filename':'ref.jsonl.old'}]}";
    String jobs =
        "{'has_more':true,'data':[{'id':'job-2','training_file':'file-2','created_at':300},"
            + "{'id':'job-1','training_file':'file-1','created_at':%d}]}";
    ScriptedTransport transport =
        new ScriptedTransport(
            List.of(
                json(files),
                json(jobs.formatted(250)),
                json(files),
                json(jobs.formatted(150)),
                json("{'data':[]}")));
    FakeCall call = call(transport);
    TuningQuery query = new TuningQuery(null, null, null, "ref");

    Page<Tuning> found = ai(call).listTunings(query, call);
    Page<Tuning> last = ai(call).listTunings(query, call);
    Page<Tuning> none = ai(call).listTunings(query, call);

    assertThat(found.items()).extracting(job -> job.ref().id()).containsExactly("job-1");
    assertThat(found.next()).isNotNull();
    assertThat(last.next()).as("what is older than the file is none of it").isNull();
    assertThat(none).isEqualTo(new Page<>(List.of(), null));
    assertThat(transport.requests()).hasSize(5);
  }

  @Test
  void theFilesOfAJobBearItsReference() {
    ScriptedTransport transport =
        new ScriptedTransport(
            List.of(
                json("{'id':'file-1'}"),
                json("{'id':'file-2'}"),
                json("{'id':'job-1','status':'queued','model':'gpt-4o-mini'}")));
    FakeCall call = call(transport);

    ai(call)
        .createTuning(
            new NewTuning("m", file("a"), file("b"), null, null, null, null, null, "ref"), call);

    assertThat(transport.requests().subList(0, 2))
        .extracting(request -> new String(request.body(), StandardCharsets.UTF_8))
        .satisfiesExactly(
            one -> assertThat(one).contains("filename=\"ref.jsonl\""),
            other -> assertThat(other).contains("filename=\"ref-validation.jsonl\""));
  }

  @Test
  void anEstimateIsBilledOnlyOfWhatIsNotTold() {
    String job = "{'id':'job-1','model':'m','status':'succeeded'%s}";
    ScriptedTransport transport =
        new ScriptedTransport(
            List.of(json(job.formatted("")), json(job.formatted(",'trained_tokens':9"))));
    FakeCall call = call(transport);
    TuningBill bill = new TuningBill(new Ref("p", "job-1"), "m", 7, true);

    ai(call).settleTuning(bill, call);
    Failures.expect(FailureCode.CONFLICT, () -> ai(call).settleTuning(bill, call));

    assertThat(call.metered()).isEqualTo(Map.of("trained_tokens", 7L));
  }

  @Test
  void anEstimateIsBilledOfAJobThatTheVendorNoLongerKnows() {
    ScriptedReply gone = ScriptedReply.of(404, "{\"error\":{\"message\":\"No such job.\"}}");
    ScriptedTransport transport =
        new ScriptedTransport(List.of(gone, gone, ScriptedReply.of(403, "")));
    FakeCall call = call(transport);
    Ref job = new Ref("p", "job-1");
    TuningBill estimate = new TuningBill(job, "m", 7, true);

    Tuning told = ai(call).settleTuning(estimate, call);
    Failures.expect(
        FailureCode.NOT_FOUND, () -> ai(call).settleTuning(new TuningBill(job, "m", 9), call));
    Failures.expect(FailureCode.FORBIDDEN, () -> ai(call).settleTuning(estimate, call));

    assertThat(call.metered()).isEqualTo(Map.of("trained_tokens", 7L));
    assertThat(Objects.requireNonNull(told.fault()).code()).isEqualTo("not_found");
  }

  @Test
  void onlyWhatTheVendorTellsIsBilled() {
    ScriptedTransport transport =
        new ScriptedTransport(List.of(json("{'id':'job-1','model':'m','status':'running'}")));
    FakeCall call = call(transport);
    TuningBill bill = new TuningBill(new Ref("p", "job-1"), "m", 7);

    Failures.expect(FailureCode.CONFLICT, () -> ai(call).settleTuning(bill, call));

    assertThat(call.metered()).isEmpty();
  }

  private static FakeCall call(ScriptedTransport transport) {
    FakeProvider provider =
        new FakeProvider("p", ManifestFileReader.of(OpenAiPlugin.class))
            .withConfig(Json.object(Map.of("url", Json.of("https://vendor.example/v1"))))
            .withTransport(transport);
    return FakeCall.of("ai.tuning.create", provider);
  }

  private static Ai ai(FakeCall call) {
    return OpenAiConnector.of(ManifestFileReader.of(OpenAiPlugin.class).connectors().getFirst())
        .open(call.provider());
  }
}
