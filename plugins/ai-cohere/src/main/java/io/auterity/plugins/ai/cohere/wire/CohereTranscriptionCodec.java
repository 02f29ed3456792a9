package io.auterity.plugins.ai.cohere.wire;

import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.spi.ai.Transcription;
import io.auterity.spi.ai.TranscriptionRequest;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.http.MultipartForm;
import io.auterity.toolkit.http.VendorReply;
import java.util.Optional;

/**
 * {@code POST v2/audio/transcriptions}, a form with a file.
 *
 * @param language that is spoken where a request names none; the vendor finds none out
 */
public record CohereTranscriptionCodec(
    CohereEndpoint endpoint, String model, Optional<String> language)
    implements CohereCodec<TranscriptionRequest, Transcription> {

  @Override
  public WireRequest encode(TranscriptionRequest request) {
    refuse("prompt", request.prompt() != null);
    refuse("segments", Boolean.TRUE.equals(request.segments()));
    refuse("words", Boolean.TRUE.equals(request.words()));
    Double temperature = request.temperature();
    return new MultipartForm()
        .field("model", model)
        .field("language", spoken(request))
        .field("temperature", temperature == null ? null : Json.of(temperature).toString())
        .file("file", request.audio())
        .post(endpoint.url().resolve("v2/audio/transcriptions"));
  }

  private String spoken(TranscriptionRequest request) {
    return Optional.ofNullable(request.language())
        .or(() -> language)
        .orElseThrow(
            () ->
                Refusal.of(
                    FailureCode.UNSUPPORTED,
                    "language",
                    "language is missing, and Cohere finds none out:"
                        + " name it here or configure the provider's"));
  }

  private static void refuse(String field, boolean asked) {
    if (asked) {
      throw Refusal.of(FailureCode.UNSUPPORTED, field, field + " cannot be told to Cohere");
    }
  }

  @Override
  public Transcription decode(WireResponse response) {
    String text = VendorReply.object(response).text("text");
    if (text == null) {
      throw VendorReply.unreadable("it holds no text");
    }
    return new Transcription(text, null, null, null, null, TokenUsage.NONE);
  }
}
