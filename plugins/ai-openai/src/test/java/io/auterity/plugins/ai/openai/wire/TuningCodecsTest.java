package io.auterity.plugins.ai.openai.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Content;
import io.auterity.spi.Cursor;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Codec;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.NewTuning;
import io.auterity.spi.ai.Tuning;
import io.auterity.spi.ai.TuningEventQuery;
import io.auterity.spi.ai.TuningEvents;
import io.auterity.spi.ai.TuningQuery;
import io.auterity.spi.ai.TuningState;
import io.auterity.testkit.contract.CodecContract;
import io.auterity.testkit.files.VendorSchema;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jobs that train models further, on the wire of OpenAI and of Together. */
class TuningCodecsTest {

  private static final OpenAiEndpoint TOGETHER =
      new OpenAiEndpoint(
          URI.create("https://api.together.ai/v1/"), "max_tokens", VendorTraitsTest.of("together"));

  private static final Ref JOB = new Ref("p", "job-1");
  private static final NewTuningCodec.Asked ASKED =
      new NewTuningCodec.Asked(asked(3, null), "file-a", "file-b");

  private static NewTuning asked(@Nullable Integer epochs, @Nullable String own) {
    Content examples = Content.of("application/jsonl", "examples.jsonl", "{}\n".getBytes(UTF_8));
    return new NewTuning(
        "gpt-4o-mini",
        examples,
        null,
        "mine",
        epochs,
        7L,
        own == null ? null : Extra.of("openai", Requests.object(own)),
        null,
        null);
  }

  @Nested
  class HandingOver extends CodecContract<Content, String> {
    @Override
    protected Codec<Content, String> codec() {
      return new TrainingFileCodec(Recorded.OPENAI);
    }

    @Override
    protected Content input() {
      return ASKED.input().training();
    }

    @Override
    protected List<WireResponse> recorded() {
      return List.of(TuningReplies.FILE);
    }
  }

  @Nested
  class Beginning extends CodecContract<NewTuningCodec.Asked, Tuning> {
    @Override
    protected Codec<NewTuningCodec.Asked, Tuning> codec() {
      return new NewTuningCodec(Recorded.OPENAI, "p");
    }

    @Override
    protected NewTuningCodec.Asked input() {
      return ASKED;
    }

    @Override
    protected List<WireResponse> recorded() {
      return List.of(TuningReplies.JOB);
    }
  }

  @Nested
  class Telling extends CodecContract<Ref, Tuning> {
    @Override
    protected Codec<Ref, Tuning> codec() {
      return new TuningCodec(TOGETHER, TuningCodec.Act.GET, "p");
    }

    @Override
    protected Ref input() {
      return JOB;
    }

    @Override
    protected List<WireResponse> recorded() {
      return List.of(TuningReplies.TOGETHER_JOB);
    }
  }

  @Nested
  class FindingFiles extends CodecContract<String, List<TrainingFilesCodec.Handed>> {
    @Override
    protected Codec<String, List<TrainingFilesCodec.Handed>> codec() {
      return new TrainingFilesCodec(Recorded.OPENAI, "examples.jsonl");
    }

    @Override
    protected String input() {
      return "examples.jsonl";
    }

    @Override
    protected List<WireResponse> recorded() {
      return List.of(TuningReplies.FILES);
    }
  }

  @Nested
  class Listing extends CodecContract<TuningQuery, Page<Tuning>> {
    @Override
    protected Codec<TuningQuery, Page<Tuning>> codec() {
      return new TuningListCodec(Recorded.OPENAI, "p");
    }

    @Override
    protected TuningQuery input() {
      return new TuningQuery(new Cursor("job-0"), 5, null, null);
    }

    @Override
    protected List<WireResponse> recorded() {
      return List.of(TuningReplies.JOBS);
    }
  }

  @Nested
  class Following extends CodecContract<TuningEventQuery, TuningEvents> {
    @Override
    protected Codec<TuningEventQuery, TuningEvents> codec() {
      return new TuningEventsCodec(Recorded.OPENAI);
    }

    @Override
    protected TuningEventQuery input() {
      return new TuningEventQuery(JOB, "ftevent-0", 5);
    }

    @Override
    protected List<WireResponse> recorded() {
      return List.of(TuningReplies.EVENTS);
    }
  }

  @Test
  void whatIsSentAndReadIsValidByTheVendorsDescriptions() throws IOException {
    VendorSchema openai = new VendorSchema("specs/openai.yaml.gz");
    VendorSchema together = new VendorSchema("specs/together.yaml");

    assertThat(openai.errors("CreateFineTuningJobRequest", begin(Recorded.OPENAI).body()))
        .isEmpty();
    assertThat(openai.unknown("CreateFineTuningJobRequest", begin(Recorded.OPENAI).body()))
        .isEmpty();
    assertThat(openai.errors("FineTuningJob", TuningReplies.JOB.body())).isEmpty();
    assertThat(openai.errors("ListPaginatedFineTuningJobsResponse", TuningReplies.JOBS.body()))
        .isEmpty();
    assertThat(openai.errors("ListFineTuningJobEventsResponse", TuningReplies.EVENTS.body()))
        .isEmpty();
    assertThat(openai.errors("OpenAIFile", TuningReplies.FILE.body())).isEmpty();
    assertThat(together.postErrors("/fine-tunes", begin(TOGETHER).body())).isEmpty();
    assertThat(together.errors("FinetuneResponseTruncated", TuningReplies.TOGETHER_JOB.body()))
        .isEmpty();
    assertThat(together.errors("FinetuneListEvents", TuningReplies.TOGETHER_EVENTS.body()))
        .isEmpty();
    assertThat(together.errors("FileResponse", TuningReplies.FILE.body())).isEmpty();
    assertThat(openai.errors("CreateFineTuningJobRequest", "{}".getBytes(UTF_8))).isNotEmpty();
  }

  private static WireRequest begin(OpenAiEndpoint endpoint) {
    return new NewTuningCodec(endpoint, "p").encode(ASKED);
  }

  @Test
  void whatTheVendorKnowsOnlyIsAddedAndWinsOverNothing() {
    NewTuning own =
        asked(
            3,
            "{\"method\":{\"type\":\"dpo\",\"dpo\":{\"hyperparameters\":{\"n_epochs\":50,\"beta\":2}}},"
                + "\"metadata\":{\"team\":\"a\"},\"seed\":9,\"model\":\"dear\",\"suffix\":\"other\","
                + "\"training_file\":\"file-other\",\"validation_file\":\"file-other\"}");

    assertThat(begun(own))
        .isEqualTo(
            "{\"model\":\"gpt-4o-mini\",\"method\":{\"type\":\"dpo\",\"dpo\":{\"hyperparameters\":"
                + "{\"n_epochs\":3,\"beta\":2}}},\"metadata\":{\"team\":\"a\"},\"seed\":7,"
                + "\"suffix\":\"mine\",\"training_file\":\"file-a\"}");
    assertThat(MediaFit.lost(own, VendorTraitsTest.of("together")))
        .contains("extra.openai.method", "extra.openai.metadata", "extra.openai.seed");
    assertThat(MediaFit.lost(own, VendorTraits.NONE)).isEmpty();
  }

  private static String begun(NewTuning asked) {
    return text(
        new NewTuningCodec(Recorded.OPENAI, "p")
            .encode(new NewTuningCodec.Asked(asked, "file-a", null)));
  }

  @Test
  void epochsStandWhereTheVendorReadsThem() {
    assertThat(begun(asked(3, "{\"hyperparameters\":{\"batch_size\":2}}")))
        .contains("\"hyperparameters\":{\"batch_size\":2,\"n_epochs\":3}")
        .doesNotContain("method");
    assertThat(begun(asked(3, null)))
        .contains(
            "{\"type\":\"supervised\",\"supervised\":{\"hyperparameters\":{\"n_epochs\":3}}}");
  }

  @Test
  void filesAreFoundByTheirName() throws IOException {
    TrainingFilesCodec openai = new TrainingFilesCodec(Recorded.OPENAI, "examples.jsonl");

    assertThat(openai.decode(TuningReplies.FILES))
        .containsExactly(
            new TrainingFilesCodec.Handed("file-abc", Instant.ofEpochSecond(1677610602)));
    assertThat(new TrainingFilesCodec(Recorded.OPENAI, "abc").decode(TuningReplies.FILES))
        .isEmpty();
    assertThat(openai.encode("examples.jsonl").uri())
        .hasToString("https://api.openai.com/v1/files?purpose=fine-tune&limit=10000&order=desc");
    assertThat(new TrainingFilesCodec(TOGETHER, "a").encode("a").uri())
        .hasToString("https://api.together.ai/v1/files");
    assertThat(
            new VendorSchema("specs/openai.yaml.gz")
                .errors("ListFilesResponse", TuningReplies.FILES.body()))
        .isEmpty();
  }

  @Test
  void eachVendorHasItsOwnAddresses() {
    Content examples = ASKED.input().training();

    assertThat(new TrainingFileCodec(TOGETHER).encode(examples).uri())
        .hasToString("https://api.together.ai/v1/files/upload");
    assertThat(text(new TrainingFileCodec(TOGETHER).encode(examples)))
        .contains("name=\"purpose\"\r\n\r\nfine-tune\r\n", "name=\"file_name\"");
    assertThat(new TrainingFileCodec(Recorded.OPENAI).removal("f/1").uri())
        .hasToString("https://api.openai.com/v1/files/f%2F1");
    assertThat(new TuningListCodec(Recorded.OPENAI, "p").encode(query()).uri())
        .hasToString("https://api.openai.com/v1/fine_tuning/jobs?limit=20&after=a%26b");
    assertThat(new TuningListCodec(TOGETHER, "p").encode(query()).uri())
        .hasToString("https://api.together.ai/v1/fine-tunes");
  }

  private static TuningQuery query() {
    return new TuningQuery(new Cursor("a&b"), null, null, null);
  }

  @Test
  void aJobIsReadAsItsVendorTellsIt() {
    Tuning openai = new NewTuningCodec(Recorded.OPENAI, "p").decode(TuningReplies.JOB);
    Tuning together =
        new TuningCodec(TOGETHER, TuningCodec.Act.GET, "p").decode(TuningReplies.TOGETHER_JOB);

    assertThat(openai)
        .returns(JOB, Tuning::ref)
        .returns(TuningState.SUCCEEDED, Tuning::state)
        .returns("ft:davinci-002:my-org:suffix:7q8mpxmy", Tuning::tunedModel)
        .returns(Instant.ofEpochSecond(1692661190), Tuning::endedAt)
        .returns(5_768L, Tuning::trainedTokens)
        .returns(null, Tuning::fault);
    assertThat(Extra.in(openai.extra(), "openai").fields())
        .containsKeys("hyperparameters", "method", "metadata", "seed")
        .doesNotContainKeys("id", "status", "validation_file");
    assertThat(together)
        .returns(TuningState.SUCCEEDED, Tuning::state)
        .returns("mine/Llama-2-7b-hf-32162631", Tuning::tunedModel)
        .returns(Instant.parse("2023-05-17T18:46:23.456Z"), Tuning::endedAt)
        .returns(5_768L, Tuning::trainedTokens);
  }

  @ParameterizedTest
  @CsvSource({
    "validating_files, VALIDATING, pending, QUEUED",
    "queued, QUEUED, queued, QUEUED",
    "running, RUNNING, compressing, RUNNING",
    "failed, FAILED, error, FAILED",
    "cancelled, CANCELLED, cancelled, CANCELLED",
    "a-new-word, RUNNING, cancel_requested, RUNNING"
  })
  void eachWordForAStateIsKnown(
      String word, TuningState state, String others, TuningState othersState) {
    String told = "{\"id\":\"j\",\"model\":\"m\",\"status\":\"%s\"}";

    assertThat(
            new NewTuningCodec(Recorded.OPENAI, "p")
                .decode(MediaReplies.json(told.formatted(word)))
                .state())
        .isEqualTo(state);
    assertThat(
            new NewTuningCodec(TOGETHER, "p")
                .decode(MediaReplies.json(told.formatted(others)))
                .state())
        .isEqualTo(othersState);
  }

  @Test
  void whyAJobFailedIsTold() {
    Tuning openai =
        new NewTuningCodec(Recorded.OPENAI, "p")
            .decode(
                MediaReplies.json(
                    "{\"id\":\"j\",\"status\":\"failed\",\"error\":{\"code\":\"bad_file\","
                        + "\"message\":\"Line 1.\",\"param\":\"training_file\"}}"));
    Tuning together =
        new NewTuningCodec(TOGETHER, "p")
            .decode(
                MediaReplies.json(
                    "{\"id\":\"j\",\"status\":\"error\",\"events\":[{\"level\":\"error\","
                        + "\"message\":\"No.\"},{\"level\":\"info\",\"message\":\"Yes.\"}]}"));

    assertThat(openai.fault()).isEqualTo(new Tuning.Fault("bad_file", "Line 1.", "training_file"));
    assertThat(together.fault()).isEqualTo(new Tuning.Fault("error", "No.", null));
  }

  @Test
  void eventsAreTold() {
    TuningEvents openai = new TuningEventsCodec(Recorded.OPENAI).decode(TuningReplies.EVENTS);
    TuningEvents together = new TuningEventsCodec(TOGETHER).decode(TuningReplies.TOGETHER_EVENTS);

    assertThat(openai.events())
        .containsExactly(
            new TuningEvents.Event(
                "ftevent-1",
                Instant.ofEpochSecond(1677610602),
                "info",
                "Created fine-tuning job",
                Requests.object("{\"step\":1}")));
    assertThat(together.events()).extracting(TuningEvents.Event::id).containsExactly("a", "b");
    assertThat(together.events())
        .extracting(TuningEvents.Event::level)
        .containsExactly("info", "warn");
    assertThat(new TuningListCodec(Recorded.OPENAI, "p").decode(TuningReplies.JOBS).next())
        .isEqualTo(new Cursor("job-1"));
  }

  @Test
  void aJobHasNoBoundThatIsKnownBeforeItHasEnded() {
    assertThat(asked(4, null).most()).isEqualTo(Map.of("tuning_jobs", 1L));
  }

  private static String text(WireRequest request) {
    return new String(request.body(), UTF_8);
  }
}
