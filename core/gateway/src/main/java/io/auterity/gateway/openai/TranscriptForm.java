package io.auterity.gateway.openai;

import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.Question;
import io.auterity.gateway.dialect.RequestFields;
import io.auterity.gateway.dialect.UploadedForm;
import io.auterity.gateway.dialect.WholeCall;
import io.auterity.spi.Content;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Transcription;
import io.auterity.spi.ai.TranscriptionRequest;
import io.auterity.spi.ai.TranslationRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/audio/transcriptions} and {@code translations}, answered whole. */
final class TranscriptForm {

  private static final List<String> WORDS =
      List.of("model", "prompt", "language", "response_format");

  /** What was said, in the language that was spoken. */
  static WholeCall transcribed(Question question) {
    UploadedForm form = UploadedForm.read(question, WORDS);
    form.refuseOtherFiles(List.of("file"));
    RequestFields fields = form.fields();
    String model = fields.model();
    TranscriptFormat format = format(fields);
    List<String> times = times(fields.take("timestamp_granularities"));
    refuseStream(fields);
    boolean segments = format.needsSegments() && (times.isEmpty() || times.contains("segment"));
    TranscriptionRequest request =
        new TranscriptionRequest(
            model,
            form.file("file"),
            fields.text("language"),
            fields.text("prompt"),
            fields.number("temperature"),
            segments ? true : null,
            times.contains("word") ? true : null,
            fields.takeExtra(PartReader.DIALECT));
    boolean words = times.contains("word");
    return WholeCall.content(
        "transcription.create",
        request,
        model,
        Transcription.class,
        answer -> written(answer, format, "transcribe", words));
  }

  /** What was said, in English. */
  static WholeCall translated(Question question) {
    UploadedForm form = UploadedForm.read(question, WORDS);
    form.refuseOtherFiles(List.of("file"));
    RequestFields fields = form.fields();
    String model = fields.model();
    TranscriptFormat format = format(fields);
    refuseStream(fields);
    TranslationRequest request =
        new TranslationRequest(
            model,
            form.file("file"),
            fields.text("prompt"),
            fields.number("temperature"),
            format.needsSegments() ? true : null,
            fields.takeExtra(PartReader.DIALECT));
    return WholeCall.content(
        "translation.create",
        request,
        model,
        Transcription.class,
        answer -> written(answer, format, "translate", false));
  }

  private static Content written(
      Transcription answer, TranscriptFormat format, String task, boolean words) {
    return Content.of(format.mediaType(), format.write(answer, task, words));
  }

  private static TranscriptFormat format(RequestFields fields) {
    String format = fields.text("response_format");
    return TranscriptFormat.of(format == null ? "json" : format);
  }

  private static void refuseStream(RequestFields fields) {
    if (fields.flag("stream")) {
      throw FieldRefusals.unsupported("stream", "must be false: transcripts come whole");
    }
  }

  private static List<String> times(@Nullable Json asked) {
    return switch (asked) {
      case null -> List.of();
      case Json.Str(String one) -> List.of(granularity(one));
      case Json.Arr(List<Json> several) ->
          several.stream()
              .map(one -> granularity(one instanceof Json.Str(var s) ? s : ""))
              .toList();
      case Json other -> throw FieldRefusals.wrongType("timestamp_granularities", "a list", other);
    };
  }

  private static String granularity(String asked) {
    if (!asked.equals("word") && !asked.equals("segment")) {
      throw FieldRefusals.invalid("timestamp_granularities", "must be word or segment");
    }
    return asked;
  }
}
