package io.auterity.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.catalogue.Payload;
import io.auterity.spi.Content;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.ImageEdit;
import io.auterity.spi.ai.ImageRequest;
import io.auterity.spi.ai.ImageStyle;
import io.auterity.spi.ai.Images;
import io.auterity.spi.ai.ModerationRequest;
import io.auterity.spi.ai.Moderations;
import io.auterity.spi.ai.Ranking;
import io.auterity.spi.ai.RerankRequest;
import io.auterity.spi.ai.Speech;
import io.auterity.spi.ai.SpeechRequest;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.spi.ai.Transcription;
import io.auterity.spi.ai.TranscriptionRequest;
import io.auterity.spi.ai.TranslationRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures, sound, moderation and ranking at the door. */
class MediaTest {

  private static final RunningGateway GATEWAY = new RunningGateway();

  private static final Transcription SAID =
      new Transcription(
          "Hello there. Bye.",
          "english",
          3661.5,
          List.of(
              new Transcription.Segment(
                  0,
                  1.25,
                  " Hello\n\nthere. --> ",
                  Extra.of("openai", Json.EMPTY.with("no_speech_prob", Json.of(0.5)))),
              new Transcription.Segment(3600.5, 3661.5, "Bye.")),
          List.of(new Transcription.Word(0.5, 0.75, "Hello")),
          new TokenUsage(0, 0, 0, 0, 0, 0, Map.of("audio_seconds", 3662L)));

  @AfterAll
  static void close() {
    GATEWAY.close();
  }

  @BeforeEach
  void nothingAskedYet() {
    GATEWAY.script.invocations().clear();
  }

  private static HttpResponse<String> post(String path, String json) throws Exception {
    return GATEWAY.send(GATEWAY.post(path, json));
  }

  /** Sends a form of fields and files ({@code name=file.ext} with three bytes each). */
  private static HttpResponse<String> form(String path, String... parts) throws Exception {
    StringBuilder body = new StringBuilder();
    for (String part : parts) {
      String name = part.substring(0, part.indexOf('='));
      String value = part.substring(part.indexOf('=') + 1);
      boolean file = value.startsWith("@");
      body.append("--b\r\nContent-Disposition: form-data; name=\"").append(name).append('"');
      if (file) {
        body.append("; filename=\"").append(value.substring(1)).append('"');
        body.append("\r\nContent-Type: application/octet-stream");
      }
      body.append("\r\n\r\n").append(file ? "abc" : value).append("\r\n");
    }
    return GATEWAY.send(
        GATEWAY
            .request(path)
            .header("content-type", "multipart/form-data; boundary=b")
            .POST(BodyPublishers.ofString(body + "--b--\r\n")));
  }

  private static Invocation asked() {
    return GATEWAY.script.invocations().getLast();
  }

  private static Content sound(String type, String name) {
    return Content.of(type, name, "abc".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void textsAreJudged() throws Exception {
    Map<String, Moderations.Finding> found = new LinkedHashMap<>();
    found.put("violence", new Moderations.Finding(true, 0.9));
    found.put("hate", new Moderations.Finding(false, null));
    GATEWAY.script.succeed(
        new Moderations("omni", List.of(new Moderations.Verdict(true, found)), TokenUsage.NONE));

    HttpResponse<String> response = post("/v1/moderations", "{'input':['a','b']}");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .startsWith("{\"id\":\"dec_")
        .endsWith(
            "\"model\":\"omni\",\"results\":[{\"flagged\":true,\"categories\":{\"violence\":true,"
                + "\"hate\":false},\"category_scores\":{\"violence\":0.9}}]}");
    assertThat(response.headers().firstValue("auterity-provider")).hasValue("local-bge");
    assertThat(asked().capability()).isEqualTo("ai.moderation.create");
    assertThat(asked().input())
        .isEqualTo(Payload.of(new ModerationRequest(null, List.of("a", "b"))));
  }

  @Test
  void picturesAreMadeAndWhatOnlyTheVendorKnowsGoesOn() throws Exception {
    GATEWAY.script.succeed(
        new Images(
            null,
            List.of(
                new Images.Made(Content.of("image/webp", new byte[] {1, 2, 3}), null, null),
                new Images.Made(null, "https://x/a.png", "Cats")),
            new TokenUsage(5, 7, 0, 0)));

    HttpResponse<String> response =
        post(
            "/v1/images/generations",
            "{'model':'gpt-image-1','prompt':'A cat.','n':2,'size':'auto','output_format':'webp',"
                + "'response_format':'b64_json','user':'ann','moderation':'low'}");

    assertThat(response.body())
        .contains(
            "\"data\":[{\"b64_json\":\"AQID\"},{\"url\":\"https://x/a.png\",\"revised_prompt\":\"Cats\"}]")
        .contains("\"output_format\":\"webp\"")
        .contains("\"usage\":{\"input_tokens\":5,\"output_tokens\":7,\"total_tokens\":12}");
    assertThat(asked().labels()).isEqualTo(Map.of("user", "ann"));
    assertThat(asked().input())
        .isEqualTo(
            Payload.of(
                new ImageRequest(
                    "gpt-image-1",
                    "A cat.",
                    new ImageStyle(2, "auto", null, null, "webp", false),
                    Extra.of("openai", Json.object(Map.of("moderation", Json.of("low")))))));
  }

  @Test
  void picturesAreChanged() throws Exception {
    GATEWAY.script.succeed(
        new Images(null, List.of(new Images.Made(null, "https://x", null)), TokenUsage.NONE));

    HttpResponse<String> response =
        form(
            "/v1/images/edits",
            "image[]=@a.png",
            "image[]=@/pictures/b.JPG",
            "mask=@m.png",
            "prompt=7",
            "model=gpt-image-1",
            "n=1",
            "output_compression=80");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).doesNotContain("usage");
    assertThat(asked().input())
        .isEqualTo(
            Payload.of(
                new ImageEdit(
                    "gpt-image-1",
                    "7",
                    List.of(sound("image/png", "a.png"), sound("image/jpeg", "b.JPG")),
                    sound("image/png", "m.png"),
                    new ImageStyle(1, null, null, null, null, null),
                    Extra.of("openai", Json.object(Map.of("output_compression", Json.of(80)))))));
  }

  @Test
  void speechIsWrittenDownWithTimes() throws Exception {
    GATEWAY.script.succeed(SAID);

    HttpResponse<String> response =
        form(
            "/v1/audio/transcriptions",
            "file=@hello.mp3",
            "model=whisper-1",
            "language=en",
            "temperature=0.5",
            "response_format=verbose_json",
            "timestamp_granularities[]=word",
            "timestamp_granularities[]=segment",
            "include[]=logprobs");

    assertThat(response.body())
        .isEqualTo(
            "{\"task\":\"transcribe\",\"language\":\"english\",\"duration\":3661.5,\"segments\":["
                + "{\"id\":0,\"start\":0.0,\"end\":1.25,\"text\":\" Hello\\n\\nthere. --> \","
                + "\"no_speech_prob\":0.5},"
                + "{\"id\":1,\"start\":3600.5,\"end\":3661.5,\"text\":\"Bye.\"}],"
                + "\"words\":[{\"word\":\"Hello\",\"start\":0.5,\"end\":0.75}],"
                + "\"text\":\"Hello there. Bye.\","
                + "\"usage\":{\"type\":\"duration\",\"seconds\":3662}}");
    assertThat(asked().input())
        .isEqualTo(
            Payload.of(
                new TranscriptionRequest(
                    "whisper-1",
                    sound("audio/mpeg", "hello.mp3"),
                    "en",
                    null,
                    0.5,
                    true,
                    true,
                    Extra.of(
                        "openai",
                        Json.object(
                            Map.of("include", Json.array(List.of(Json.of("logprobs")))))))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        "-    | application/json          | `{\"text\":\"Hello there. Bye.\",\"usage\":{\"type\":\"duration\",\"seconds\":3662}}`",
        "text | text/plain; charset=utf-8 | `Hello there. Bye.;`",
        "srt  | text/plain; charset=utf-8 | `1;00:00:00,000 --> 00:00:01,250;Hello;there. ->;;2;01:00:00,500 --> 01:01:01,500;Bye.;;`",
        "vtt  | text/vtt; charset=utf-8   | `WEBVTT;;00:00:00.000 --> 00:00:01.250;Hello;there. ->;;01:00:00.500 --> 01:01:01.500;Bye.;;`"
      })
  void speechIsWrittenInTheFormatAskedFor(@Nullable String format, String type, String body)
      throws Exception {
    GATEWAY.script.succeed(SAID);

    HttpResponse<String> response =
        form(
            "/v1/audio/translations",
            "file=@hello.wav",
            "model=whisper-1",
            "response_format=" + (format == null ? "json" : format));

    assertThat(response.headers().firstValue("content-type")).hasValue(type);
    assertThat(response.body()).isEqualTo(body.replace(';', '\n'));
    boolean timed = "srt".equals(format) || "vtt".equals(format);
    assertThat(asked().input())
        .isEqualTo(
            Payload.of(
                new TranslationRequest(
                    "whisper-1",
                    sound("audio/wav", "hello.wav"),
                    null,
                    null,
                    timed ? true : null,
                    null)));
  }

  @Test
  void timesOfWordsAreToldInTheShortFormWhereTheyAreAskedFor() throws Exception {
    GATEWAY.script.succeed(SAID);

    HttpResponse<String> response =
        form(
            "/v1/audio/transcriptions",
            "file=@hello.mp3",
            "model=whisper-1",
            "timestamp_granularities[]=word");

    assertThat(response.body())
        .isEqualTo(
            "{\"words\":[{\"word\":\"Hello\",\"start\":0.5,\"end\":0.75}],"
                + "\"text\":\"Hello there. Bye.\","
                + "\"usage\":{\"type\":\"duration\",\"seconds\":3662}}");
  }

  @Test
  void subtitlesWithoutTimesAreRefusedUnderTheirDecision() throws Exception {
    GATEWAY.script.succeed(new Transcription("Hi", null, null, null, null, TokenUsage.NONE));

    HttpResponse<String> response =
        form("/v1/audio/transcriptions", "file=@a.wav", "model=m", "response_format=srt");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("does not tell when each piece was said");
    assertThat(response.headers().firstValue("auterity-decision")).isPresent();
  }

  @Test
  void aTextIsSaidInTheBytesOfTheVendor() throws Exception {
    GATEWAY.script.succeed(new Speech(sound("audio/mpeg", "x"), TokenUsage.NONE));

    HttpResponse<String> response =
        post(
            "/v1/audio/speech",
            "{'model':'tts-1','input':'Hi','voice':'alloy','speed':2,'stream_format':'audio'}");

    assertThat(response.headers().firstValue("content-type")).hasValue("audio/mpeg");
    assertThat(response.body()).isEqualTo("abc");
    assertThat(asked().input())
        .isEqualTo(Payload.of(new SpeechRequest("tts-1", "Hi", "alloy", null, null, 2.0, null)));
  }

  @Test
  void documentsAreRanked() throws Exception {
    GATEWAY.script.succeed(
        new Ranking(
            "bge",
            List.of(new Ranking.Ranked(1, 0.75)),
            new TokenUsage(9, 0, 0, 0, 0, 0, Map.of("search_units", 1L))));

    HttpResponse<String> response =
        post(
            "/v1/rerank",
            "{'model':'bge','query':'q','documents':['a',{'text':'b'}],'top_n':1,"
                + "'return_documents':true}");

    assertThat(response.body())
        .endsWith(
            "\"model\":\"bge\",\"results\":[{\"index\":1,\"relevance_score\":0.75,"
                + "\"document\":{\"text\":\"b\"}}],"
                + "\"usage\":{\"prompt_tokens\":9,\"total_tokens\":9},"
                + "\"meta\":{\"billed_units\":{\"search_units\":1}}}");
    assertThat(asked().input())
        .isEqualTo(Payload.of(new RerankRequest("bge", "q", List.of("a", "b"), 1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/v1/moderations | {} | input",
        "/v1/moderations | {'input':[{'type':'image_url','image_url':{'url':'x'}}]} | input[0]",
        "/v1/moderations | {'input':[{'type':'text','text':'a'},'b']} | input[0]",
        "/v1/moderations | {'input':'a','x':1} | x",
        "/v1/images/generations | {'model':'m'} | prompt",
        "/v1/images/generations | {'prompt':'a','stream':true} | stream",
        "/v1/images/generations | {'prompt':'a','n':11} | n",
        "/v1/images/generations | {'prompt':'a','response_format':'png'} | response_format",
        "/v1/audio/speech | {'model':'m','input':'a'} | voice",
        "/v1/audio/speech | {'model':'m','input':'a','voice':'v','stream_format':'sse'} | stream_format",
        "/v1/rerank | {'model':'m','query':'q'} | documents",
        "/v1/rerank | {'model':'m','query':'q','documents':[7]} | documents[0]",
        "/v1/rerank | {'model':'m','query':'q','documents':['a'],'top_n':0} | top_n",
      })
  void whatCannotBeCarriedIsRefusedBeforeAnyCall(String path, String json, String field)
      throws Exception {
    HttpResponse<String> response = post(path, json);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("\"param\":\"" + field + "\"");
    assertThat(GATEWAY.script.invocations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file|model=m",
        "model|file=@a.wav",
        "response_format|file=@a.wav model=m response_format=diarized_json",
        "stream|file=@a.wav model=m stream=true",
        "file|file=@a.wav file=@b.wav model=m",
        "model|file=@a.wav model=m model=n",
        "other|file=@a.wav other=@b.wav model=m",
        "timestamp_granularities|file=@a.wav model=m timestamp_granularities[]=letter",
        "temperature|file=@a.wav model=m temperature=warm",
        "x|file=@a.wav model=m x=1 x[]=2"
      })
  void aFormThatIsNotAsItShouldBeIsRefusedBeforeAnyCall(String row) throws Exception {
    String field = row.substring(0, row.indexOf('|'));

    HttpResponse<String> response =
        form("/v1/audio/transcriptions", row.substring(row.indexOf('|') + 1).split(" "));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("\"param\":\"" + field + "\"");
    assertThat(GATEWAY.script.invocations()).isEmpty();
  }

  @Test
  void jsonIsNoForm() throws Exception {
    HttpResponse<String> response = post("/v1/images/edits", "{'prompt':'a'}");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("multipart/form-data");
  }

  @Test
  void aModelThatNobodyOffersIsNamed() throws Exception {
    GATEWAY.script.refuse(Failure.of(FailureCode.NO_VIABLE_PROVIDER, "nobody"));

    HttpResponse<String> response =
        post("/v1/audio/speech", "{'model':'tts','input':'Hi','voice':'v'}");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).contains("model_not_found");
  }

  @Test
  void withoutAModelTheFailureIsToldAsItIs() throws Exception {
    GATEWAY.script.refuse(
        Failure.of(FailureCode.NO_VIABLE_PROVIDER, "nobody").withRetryable(false));

    HttpResponse<String> response = post("/v1/moderations", "{'input':'a'}");

    assertThat(response.body()).contains("nobody").contains("no_viable_provider");
  }

  @Test
  void aVendorsFailureIsToldWithItsDecision() throws Exception {
    GATEWAY.script.fail(Failure.of(FailureCode.CONTENT_REFUSED, "not that"));

    HttpResponse<String> response = post("/v1/images/generations", "{'prompt':'a'}");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("not that");
    assertThat(response.headers().firstValue("auterity-decision")).isPresent();
  }
}
