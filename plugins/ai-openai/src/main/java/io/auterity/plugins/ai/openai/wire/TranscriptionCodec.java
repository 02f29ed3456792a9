package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Transcription;
import io.auterity.spi.ai.TranscriptionRequest;
import io.auterity.toolkit.http.MultipartForm;

/** {@code POST audio/transcriptions}, a form with a file. */
public record TranscriptionCodec(OpenAiEndpoint endpoint)
    implements OpenAiCodec<TranscriptionRequest, Transcription> {

  @Override
  public WireRequest encode(TranscriptionRequest request) {
    boolean segments = Boolean.TRUE.equals(request.segments());
    boolean words = Boolean.TRUE.equals(request.words());
    MultipartForm form =
        TranscriptJson.form(
            request.model(),
            request.audio(),
            request.prompt(),
            request.temperature(),
            segments || words,
            request.extra());
    MediaForm media = endpoint.traits().media();
    form.field("language", media.language(request.language()));
    if (words) {
      form.field(media.times(), "word");
    }
    if (segments) {
      form.field(media.times(), "segment");
    }
    return form.post(endpoint.at("audio/transcriptions", request.model()));
  }

  @Override
  public Transcription decode(WireResponse response) {
    return TranscriptJson.read(response);
  }
}
